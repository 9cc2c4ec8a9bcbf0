package io.nagare.bench.report.turn;

import io.nagare.bench.report.process.Jvm;
import io.nagare.bench.report.process.ObservedServer;
import io.nagare.bench.report.process.Yardsticks;
import io.nagare.bench.report.result.Peer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A peer that serves sockets: a stack of this module in a JVM, or a program that is given by its path.
 *
 * @param name the name in the report, and of the stack
 * @param program the program, if it is no JVM
 */
public record SocketPeer(String name, Optional<Path> program) {

    private static final List<String> STACKS =
            Stream.concat(Stream.of(Peer.NAGARE), Peer.STACKS.stream()).toList();

    /** Returns the peers that are possible with this JDK and the given programs. */
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
                yardsticks.libuv().ifPresent(path -> peers.add(new SocketPeer(Peer.LIBUV, Optional.of(path))));
            }
        }
        return peers;
    }

    /** Returns the peers for io_uring: this library without it and on it, Netty on it, and the given programs. */
    static List<SocketPeer> besideRing(Yardsticks yardsticks) {
        List<SocketPeer> peers = new ArrayList<>(
                List.of(stack(Peer.NAGARE), stack(Peer.NAGARE_URING), stack(Peer.NETTY_URING)));
        yardsticks.floor().ifPresent(path -> peers.add(new SocketPeer(Peer.FLOOR, Optional.of(path))));
        yardsticks.tokio().ifPresent(path -> peers.add(new SocketPeer(Peer.TOKIO, Optional.of(path))));
        return peers;
    }

    public static SocketPeer stack(String name) {
        return new SocketPeer(name, Optional.empty());
    }

    boolean isJvm() {
        return program.isEmpty();
    }

    /**
     * Whether this peer has a server. The floor only echoes, and no program is a proxy; this is known and gets no line
     * in the report.
     */
    boolean has(String server) {
        return isJvm() || server.equals("echo") || (!name.equals(Peer.FLOOR) && !server.equals("proxy"));
    }

    /**
     * Returns the command line of a server.
     *
     * @param options the options of its JVM
     * @param arguments the arguments of the stack after the port and the number of workers, in pairs of a name and a
     *     value; a program gets only the values
     */
    public List<String> command(String server, int port, List<String> options, List<String> arguments) {
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
