package io.nagare.bench.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who serves sockets: a stack of this module in a JVM, or a program that is given by its path.
 *
 * @param name in the report, and of the stack
 * @param program if it is no JVM
 */
record SocketPeer(String name, Optional<Path> program) {

    private static final List<String> STACKS = List.of(
            Peer.NAGARE,
            "netty-nio",
            "netty-epoll",
            "netty-io_uring",
            Peer.REACTOR_NETTY,
            "vertx",
            "jdk-selector",
            Peer.JDK_VIRTUAL);

    /** Those that this JDK and what was given make possible. */
    static List<SocketPeer> all(Yardsticks yardsticks) {
        List<SocketPeer> peers = new ArrayList<>();
        for (String stack : STACKS) {
            if (stack.equals(Peer.JDK_VIRTUAL) && !Jvm.hasVirtualThreads()) {
                continue;
            }
            peers.add(new SocketPeer(stack, Optional.empty()));
            if (stack.equals(Peer.NAGARE)) {
                yardsticks.floor().ifPresent(path -> peers.add(new SocketPeer(Peer.FLOOR, Optional.of(path))));
                yardsticks.tokio().ifPresent(path -> peers.add(new SocketPeer(Peer.TOKIO, Optional.of(path))));
            }
        }
        return peers;
    }

    static SocketPeer stack(String name) {
        return new SocketPeer(name, Optional.empty());
    }

    boolean isJvm() {
        return program.isEmpty();
    }

    /** The floor only echoes, and neither program is a proxy: that is known, and no line of the report. */
    boolean has(String server) {
        return isJvm() || server.equals("echo") || (name.equals(Peer.TOKIO) && !server.equals("proxy"));
    }

    /**
     * The command line of a server.
     *
     * @param options of its JVM
     * @param arguments of the stack behind the port and the number of workers, in pairs of a name and a value; a
     *     program gets the values alone
     */
    List<String> command(String server, int port, List<String> options, List<String> arguments) {
        if (isJvm()) {
            List<String> words =
                    new ArrayList<>(List.of(name, server, "--port", Integer.toString(port), "--workers", "1"));
            words.addAll(arguments);
            return Jvm.command(ObservedServer.class, options, words);
        }
        List<String> words = new ArrayList<>(List.of(program.orElseThrow().toString()));
        if (!name.equals(Peer.FLOOR)) {
            words.add(server);
        }
        words.add(Integer.toString(port));
        for (int i = 1; i < arguments.size(); i += 2) {
            words.add(arguments.get(i));
        }
        return words;
    }
}
