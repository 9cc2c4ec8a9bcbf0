package io.nagare.bench.report.result;

import java.util.List;

/** The names of those peers that the code treats in a special way, as they are in files and tables. */
public final class Peer {

    public static final String NAGARE = "nagare";
    public static final String NAGARE_URING = "nagare-uring";
    public static final String TOKIO = "tokio";
    public static final String FLOOR = "epoll in C";
    public static final String LIBUV = "libuv (Node.js)";
    public static final String TOKIO_RUSTLS = "tokio-rustls";
    public static final String NETTY_URING = "netty-io_uring";
    public static final String NETTY_OPENSSL = "netty-openssl";
    public static final String NETTY_EXECUTOR = "netty-epoll-executor";
    public static final String FORK_JOIN = "forkjoin";
    public static final String VIRTUAL = "virtual threads";
    public static final String SUBMISSION_PUBLISHER = "SubmissionPublisher";
    public static final String REACTOR = "reactor";
    public static final String RXJAVA = "rxjava";
    public static final String MUTINY = "mutiny";
    public static final String REACTOR_NETTY = "reactor-netty";
    public static final String JDK_VIRTUAL = "jdk-virtual";
    public static final String PLAIN = "plain loop";
    public static final String ONE_BUFFER = "plain loop, one buffer";
    public static final String PLAIN_THREAD = "plain thread";
    public static final String BUFFERED_READER = "BufferedReader";

    /** A class of the module without which there is no {@link #NAGARE_URING}. */
    public static final String RING_MODULE = "io.nagare.uring.Uring";

    /** The servers on other stacks of the JVM. */
    public static final List<String> STACKS = List.of(
            "netty-nio", "netty-epoll", NETTY_URING, REACTOR_NETTY, "vertx", "jdk-selector", JDK_VIRTUAL);

    private Peer() {}
}
