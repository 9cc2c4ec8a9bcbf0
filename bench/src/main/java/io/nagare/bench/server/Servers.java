package io.nagare.bench.server;

import java.net.BindException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import reactor.netty.ChannelBindException;

/**
 * The command {@code server}. It starts one server, prints that it is listening, and runs until the process is ended.
 */
public final class Servers {

    /** How to call the command. */
    public static final String USAGE =
            """
            server STACK WORK --port PORT [--workers N] [--path FILE] [--target PORT]
              STACK      nagare | nagare-uring (on io_uring, JDK 22 or later)
                         | netty-nio | netty-epoll | netty-io_uring | netty-openssl (on epoll)
                         | netty-epoll-executor (TLS computes on other threads)
                         | reactor-netty | vertx
                         | jdk-selector (one thread)
                         | jdk-virtual (a virtual thread for each connection, JDK 21 or later)
              WORK       echo | chat | file (of --path) | proxy (to --target)
                         | tls-echo (of nagare, netty-nio, -epoll, -openssl, reactor-netty)
                         | tls-bulk (of the same without reactor-netty)""";

    private Servers() {}

    /**
     * Starts a server.
     *
     * @return false if it could not be started; otherwise this does not return
     * @throws IllegalArgumentException if the arguments were not understood
     */
    public static boolean run(List<String> arguments) {
        if (arguments.size() < 2) {
            throw new IllegalArgumentException("server needs a stack and a work");
        }
        String name = arguments.get(0);
        String work = arguments.get(1);
        Options options = Options.parse(arguments.subList(2, arguments.size()));
        try {
            start(stack(name, options.workers()), work, options);
        } catch (IllegalArgumentException wrong) {
            throw wrong;
        } catch (Exception failure) {
            System.err.println(name + " " + work + ": " + reason(failure, options.port()));
            return false;
        }
        System.out.println("listening on " + options.port());
        waitForEver();
        return true;
    }

    static Stack stack(String name, int workers) {
        return switch (name) {
            case "nagare" -> new NagareStack(workers);
            case "nagare-uring" -> NagareStack.onRing(workers);
            case "netty-nio" -> NettyStack.nio(workers);
            case "netty-epoll" -> NettyStack.epoll(workers);
            case "netty-epoll-executor" -> NettyStack.epollWithExecutor(workers);
            case "netty-openssl" -> NettyStack.openSsl(workers);
            case "netty-io_uring" -> NettyStack.ioUring(workers);
            case "reactor-netty" -> new ReactorNettyStack(workers);
            case "vertx" -> new VertxStack(workers);
            case "jdk-selector" -> new SelectorStack(workers);
            case "jdk-virtual" -> new VirtualThreadStack(workers);
            default -> throw new IllegalArgumentException("there is no stack named " + name);
        };
    }

    private static void start(Stack stack, String work, Options options) throws Exception {
        switch (work) {
            case "echo" -> stack.echo(options.port());
            case "chat" -> stack.chat(options.port());
            case "file" -> stack.file(options.port(), options.readablePath());
            case "proxy" -> stack.proxy(options.port(), options.targetPort());
            case "tls-echo" -> stack.tlsEcho(options.port(), TlsFixture.make());
            case "tls-bulk" -> stack.tlsBulk(options.port(), TlsFixture.make());
            default -> throw new IllegalArgumentException(
                    "there is no server named " + work + "; there are: echo, chat, file, proxy, tls-echo, tls-bulk");
        }
    }

    private static String reason(Throwable failure, int port) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isPortInUse(cause)) {
                return "port " + port + " is in use";
            }
        }
        String message = failure.getMessage();
        return message != null ? message : failure.toString();
    }

    /**
     * Whether the port is in use. Native transports have exceptions of their own for this, and Reactor Netty does not
     * tell the cause.
     */
    private static boolean isPortInUse(Throwable failure) {
        return failure instanceof BindException
                || failure instanceof ChannelBindException
                || String.valueOf(failure.getMessage()).contains("Address already in use");
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }
}
