package io.nagare.bench.report.page;

import io.nagare.bench.edges.Shape;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Peer;
import io.nagare.bench.report.turn.PipelineKind;
import io.nagare.bench.report.turn.SocketWork;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The goals of the design, to be judged from the figures. */
final class Goals {

    private static final Set<String> TOKIO = Set.of(Peer.TOKIO);
    private static final Set<String> JVM_CHANNELS =
            Set.of(Peer.REACTOR, Peer.RXJAVA, Peer.SUBMISSION_PUBLISHER, Peer.VIRTUAL);
    private static final Set<String> LIBRARIES = Set.of(Peer.REACTOR, Peer.RXJAVA);
    private static final Set<String> STACKS = Set.copyOf(Peer.STACKS);

    private static final Set<String> NETTY_ON_JDK = Set.of("netty-nio", "netty-epoll");

    private static final String TASKS = "Tasks and timers";
    private static final String EDGES = "Edges";
    private static final String CHANNELS = "Channels";
    private static final String MEMORY = "Idle connection, memory";

    private static final String AT_OR_UNDER_TOKIO = "at or under Tokio's time";

    private Goals() {}

    static List<Goal> all() {
        return List.of(
                echo("rate", "at least 0.95 of epoll in C", Metric.RATE, 0.95, Set.of(Peer.FLOOR)),
                echo("rate", "ahead of every JVM stack", Metric.RATE, 1, STACKS),
                new LimitGoal(
                        "Echo of 64 B, user CPU",
                        "at most 0.40 µs a message",
                        Group.SOCKETS,
                        Metric.USER_CPU,
                        0.40,
                        starts("echo, 64 B")),
                echo("user CPU", "less than every JVM stack", Metric.USER_CPU, 1, STACKS),
                echo("bytes allocated a message", "the least of the JVM stacks", Metric.ALLOCATED, 1, STACKS),
                many("rate", "at least 0.95 of Netty's on epoll", 0.95, "netty-epoll"),
                many("rate", "at least 0.9 of epoll in C", 0.9, Peer.FLOOR),
                growth("1000 and 9000 connections", "at most 1.5 times that of 50", 1.5),
                evenness("at most twice the median"),
                accepting("within twice the bare selector's"),
                tls("rate", Metric.RATE),
                tls("user CPU", Metric.USER_CPU),
                tls("bytes allocated", Metric.ALLOCATED),
                machines("rate", "at least 0.9 of the client's", Metric.RATE, 0.9),
                machines("time of one value", "at most twice the client's", Metric.MEDIAN, 0.5),
                latency("at or under the best JVM stack's"),
                fanOut("ahead of Tokio and Reactor Netty", Set.of(Peer.TOKIO, Peer.REACTOR_NETTY)),
                time(TASKS, AT_OR_UNDER_TOKIO, Group.RUNTIME, 1, TOKIO, ""),
                time(
                        TASKS,
                        "at least 2 times as fast as the JVM's own",
                        Group.RUNTIME,
                        2,
                        Set.of(Peer.FORK_JOIN, Peer.VIRTUAL),
                        ""),
                operators("linear chains", "at least 1.2 times as fast as the best", 1.2, PipelineKind.LINEAR),
                operators(
                        "flattening and combining", "at least 3 times as fast as the best", 3, PipelineKind.FLATTENING),
                operators("one item subscribed", "at or under the best", 1, PipelineKind.SMALL),
                operators("Scrabble", "ahead of the best", 1, PipelineKind.SCRABBLE),
                subscription("the least"),
                time(EDGES, "at or under the best of Reactor and RxJava", Group.EDGES, 1, LIBRARIES, ""),
                edge(Shape.HOP, "at most 12 ns an item", 12),
                edge(Shape.FROM_ASYNCHRONOUS, "at most 10 ns an item", 10),
                edge(Shape.HOP_HEAVY, "at most 450 ns an item, so that two workers share 600 ns of work", 450),
                time(CHANNELS, AT_OR_UNDER_TOKIO, Group.CHANNELS, 1, TOKIO, ""),
                time(
                        CHANNELS,
                        "at least 3 times as fast as Reactor's sinks",
                        Group.CHANNELS,
                        3,
                        Set.of(Peer.REACTOR),
                        ""),
                time(
                        CHANNELS,
                        "at least 3 times as fast as the best of the JVM's",
                        Group.CHANNELS,
                        3,
                        JVM_CHANNELS,
                        ""),
                time(
                        "Files, chunks",
                        "at least 0.95 of the plain loop",
                        Group.FILES,
                        0.95,
                        Set.of(Peer.PLAIN),
                        "chunks"),
                time("Files, chunks", "at least 6 times as fast as Tokio", Group.FILES, 6, TOKIO, "chunks"),
                time("Files, lines", "ahead of BufferedReader", Group.FILES, 1, Set.of(Peer.BUFFERED_READER), "lines"),
                time("Files, lines", "at least 3 times as fast as Tokio", Group.FILES, 3, TOKIO, "lines"),
                new LeadGoal(MEMORY, "the least of the JVM stacks", Group.MEMORY, Metric.MEMORY, 1, STACKS, starts("")),
                new LeadGoal(MEMORY, "less than Tokio", Group.MEMORY, Metric.MEMORY, 1, TOKIO, starts("")),
                waiting("task"),
                waiting("subscription"),
                new LimitGoal(
                        "First answer of a process",
                        "at most 200 ms without an archive of the application",
                        Group.STARTUP,
                        Metric.FIRST_ANSWER,
                        200,
                        work -> work.equals("start")),
                new LeadGoal(
                        "First answer of a process",
                        "ahead of Reactor Netty and Vert.x",
                        Group.STARTUP,
                        Metric.FIRST_ANSWER,
                        1,
                        Set.of(Peer.REACTOR_NETTY, "vertx"),
                        starts("")));
    }

    private static Goal echo(String what, String wanted, Metric metric, double least, Set<String> peers) {
        return new LeadGoal("Echo, " + what, wanted, Group.SOCKETS, metric, least, peers, starts("echo"));
    }

    private static Goal many(String what, String wanted, double least, String peer) {
        String subject = "Echo, many connections, " + what;
        return new LeadGoal(subject, wanted, Group.SOCKETS, Metric.RATE, least, Set.of(peer), Goals::isMany);
    }

    private static Goal growth(String which, String wanted, double most) {
        Predicate<String> works = work -> work.startsWith("1000 ") || work.startsWith("9000 ");
        return new RatioGoal(
                "Echo, user CPU at " + which,
                wanted,
                Group.SOCKETS,
                Metric.USER_CPU,
                Metric.USER_CPU,
                work -> SocketWork.ECHO_SMALL.title(),
                most,
                works);
    }

    private static Goal evenness(String wanted) {
        return new RatioGoal(
                "Echo, 99th percentile",
                wanted,
                Group.SOCKETS,
                Metric.TAIL,
                Metric.MEDIAN,
                work -> work,
                2,
                work -> isMany(work) || work.equals(SocketWork.ECHO_SMALL.title()));
    }

    private static Goal accepting(String wanted) {
        Set<String> selector = Set.of("jdk-selector");
        return new LeadGoal(
                "Connections at once, time", wanted, Group.SOCKETS, Metric.TIME, 0.5, selector, starts("accept"));
    }

    private static Goal tls(String what, Metric metric) {
        String wanted = "at or ahead of Netty on the JDK's engine";
        return new LeadGoal("TLS, " + what, wanted, Group.TLS, metric, 1, NETTY_ON_JDK, starts(""));
    }

    private static Goal machines(String what, String wanted, Metric metric, double least) {
        return new LeadGoal("Across machines, " + what, wanted, Group.MACHINES, metric, least, Set.of(), starts(""));
    }

    private static Goal latency(String wanted) {
        String subject = "Latency at a fixed rate, 99th percentile";
        return new LeadGoal(subject, wanted, Group.LATENCY, Metric.TAIL, 1, STACKS, starts(""));
    }

    private static boolean isMany(String work) {
        return work.endsWith("connections, echo");
    }

    private static Goal fanOut(String wanted, Set<String> peers) {
        return new LeadGoal("Fan-out to 100, rate", wanted, Group.SOCKETS, Metric.RATE, 1, peers, starts("fan-out"));
    }

    private static Goal time(
            String subject, String wanted, Group group, double least, Set<String> peers, String works) {
        return new LeadGoal(subject, wanted, group, Metric.TIME, least, peers, starts(works));
    }

    private static Goal operators(String which, String wanted, double least, PipelineKind kind) {
        return new LeadGoal(
                "Operators, " + which,
                wanted,
                Group.OPERATORS,
                Metric.TIME,
                least,
                Set.of(),
                work -> kind(work) == kind);
    }

    private static Goal subscription(String wanted) {
        Predicate<String> small = work -> kind(work) == PipelineKind.SMALL;
        return new LeadGoal(
                "Subscription, bytes allocated", wanted, Group.OPERATORS, Metric.ALLOCATED, 1, Set.of(), small);
    }

    private static Goal edge(Shape shape, String wanted, double most) {
        Predicate<String> works = work -> shape.label().equals(benchmark(work));
        return new LimitGoal(EDGES + ", " + shape.label(), wanted, Group.EDGES, Metric.TIME, most, works);
    }

    private static Goal waiting(String what) {
        Predicate<String> works = work -> work.endsWith(" " + what + "s");
        return new LeadGoal(
                "Idle " + what + ", heap", "the least of the JVM's", Group.MEMORY, Metric.HEAP, 1, Set.of(), works);
    }

    private static Predicate<String> starts(String prefix) {
        return work -> work.startsWith(prefix);
    }

    /** Returns the kind of a work. A work's name is that of its benchmark, followed by the profile. */
    private static PipelineKind kind(String work) {
        return PipelineKind.of(benchmark(work));
    }

    private static String benchmark(String work) {
        return work.substring(0, Math.max(0, work.indexOf(',')));
    }
}
