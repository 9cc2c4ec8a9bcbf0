package io.nagare.bench.report;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What the design asks for, to be judged from the figures. */
final class Goals {

    private static final Set<String> STACKS =
            Set.of("netty-nio", "netty-epoll", "netty-io_uring", Peer.REACTOR_NETTY, "vertx", "jdk-selector", Peer.JDK_VIRTUAL);
    private static final Predicate<String> ECHO = work -> work.startsWith("echo");
    private static final Predicate<String> ANY = work -> true;

    private Goals() {}

    static List<Goal> all() {
        return List.of(
                lead("Echo, rate", "at least 0.95 of epoll in C", Group.SOCKETS, Metric.RATE, 0.95, Set.of(Peer.FLOOR), ECHO),
                new LimitGoal("Echo of 64 B, user CPU", "at most 0.40 µs a message", Group.SOCKETS, Metric.USER_CPU, 0.40, work -> work.startsWith("echo, 64 B")),
                lead("Echo, rate", "ahead of every JVM stack", Group.SOCKETS, Metric.RATE, 1, STACKS, ECHO),
                lead("Echo, user CPU", "less than every JVM stack", Group.SOCKETS, Metric.USER_CPU, 1, STACKS, ECHO),
                lead("Fan-out to 100, rate", "ahead of Tokio and Reactor Netty", Group.SOCKETS, Metric.RATE, 1, Set.of(Peer.TOKIO, Peer.REACTOR_NETTY), work -> work.startsWith("fan-out")),
                lead("Tasks and timers", "at or under Tokio's time", Group.RUNTIME, Metric.TIME, 1, Set.of(Peer.TOKIO), ANY),
                lead("Tasks and timers", "at least 2 times as fast as the JVM's own", Group.RUNTIME, Metric.TIME, 2, Set.of(Peer.FORK_JOIN, Peer.VIRTUAL), ANY),
                operators("Operators, linear chains", "at least 1.2 times as fast as the best", 1.2, PipelineKind.LINEAR),
                operators("Operators, flattening and combining", "at least 3 times as fast as the best", 3, PipelineKind.FLATTENING),
                operators("Operators, one item subscribed", "at or under the best", 1, PipelineKind.SMALL),
                operators("Operators, Scrabble", "ahead of the best", 1, PipelineKind.SCRABBLE),
                lead("Channels", "at or under Tokio's time", Group.CHANNELS, Metric.TIME, 1, Set.of(Peer.TOKIO), ANY),
                lead("Channels", "at least 3 times as fast as Reactor's sinks", Group.CHANNELS, Metric.TIME, 3, Set.of(Peer.REACTOR), ANY),
                lead("Files, chunks", "at least 0.95 of the plain loop", Group.FILES, Metric.TIME, 0.95, Set.of(Peer.PLAIN), work -> work.equals("chunks")),
                lead("Files, lines", "ahead of BufferedReader", Group.FILES, Metric.TIME, 1, Set.of(Peer.BUFFERED_READER), work -> work.equals("lines")),
                lead("Files, chunks", "at least 6 times as fast as Tokio", Group.FILES, Metric.TIME, 6, Set.of(Peer.TOKIO), work -> work.equals("chunks")),
                lead("Files, lines", "at least 3 times as fast as Tokio", Group.FILES, Metric.TIME, 3, Set.of(Peer.TOKIO), work -> work.equals("lines")),
                lead("Echo, bytes allocated a message", "the least", Group.SOCKETS, Metric.ALLOCATED, 1, STACKS, ECHO),
                lead("Idle connection, memory", "the least of the JVM stacks", Group.MEMORY, Metric.MEMORY, 1, STACKS, ANY),
                lead("Idle connection, memory", "less than Tokio", Group.MEMORY, Metric.MEMORY, 1, Set.of(Peer.TOKIO), ANY),
                new LeadGoal("Subscription, bytes allocated", "the least", Group.OPERATORS, Metric.ALLOCATED, 1, Set.of(), work -> kind(work) == PipelineKind.SMALL));
    }

    private static Goal lead(
            String subject, String wanted, Group group, Metric metric, double least, Set<String> peers, Predicate<String> works) {
        return new LeadGoal(subject, wanted, group, metric, least, peers, works);
    }

    private static Goal operators(String subject, String wanted, double least, PipelineKind kind) {
        return new LeadGoal(subject, wanted, Group.OPERATORS, Metric.TIME, least, Set.of(), work -> kind(work) == kind);
    }

    /** A profile stands behind the name of a benchmark. */
    private static PipelineKind kind(String work) {
        return PipelineKind.of(work.substring(0, Math.max(0, work.indexOf(','))));
    }
}
