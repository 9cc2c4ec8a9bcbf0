package io.nagare.bench.report;

/** The names of those peers that the code treats in a special way, as they are in files and tables. */
final class Peer {

    static final String NAGARE = "nagare";
    static final String TOKIO = "tokio";
    static final String FLOOR = "epoll in C";
    static final String FORK_JOIN = "forkjoin";
    static final String VIRTUAL = "virtual threads";
    static final String SUBMISSION_PUBLISHER = "SubmissionPublisher";
    static final String REACTOR = "reactor";
    static final String RXJAVA = "rxjava";
    static final String MUTINY = "mutiny";
    static final String REACTOR_NETTY = "reactor-netty";
    static final String JDK_VIRTUAL = "jdk-virtual";
    static final String PLAIN = "plain loop";
    static final String ONE_BUFFER = "plain loop, one buffer";
    static final String PLAIN_THREAD = "plain thread";
    static final String BUFFERED_READER = "BufferedReader";

    private Peer() {}
}
