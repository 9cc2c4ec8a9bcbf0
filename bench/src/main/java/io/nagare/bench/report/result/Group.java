package io.nagare.bench.report.result;

import io.nagare.bench.growth.Thing;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A group of works that are measured together and have a chapter of the report. */
public enum Group {
    RUNTIME(
            "Tasks and timers",
            """
            The works of the yardstick on two workers: spawning 10,000 tasks from within and from outside, 200 tasks
            that each yield 1,000 times, 1,000 pairs of tasks that wake each other, a chain of 1,000 tasks, 10,000
            sleeps of 1 to 10 ms, 100,000 far timeouts that are armed and cancelled."""),
    CHANNELS(
            "Channels",
            """
            100,000 values from one sender to 1, 4 and 64 receivers that all see all of them (an operation is a
            value at a receiver), and from 1 and 4 producers through a bounded channel of 1,024 to one receiver.
            `SubmissionPublisher` runs on a `ForkJoinPool`."""),
    OPERATORS(
            "Operators",
            """
            Under JMH, all synchronous. Pipelines of many have 1,000 items; `just` and those whose name begins with
            `one` are one item subscribed (RxJava's `Single` and `Maybe` know no demand). Scrabble is Shakespeare's
            words in the usual game. With a polluted profile all other pipelines of the same library have run in the
            same JVM before."""),
    EDGES(
            "Edges",
            """
            Under JMH. Streams that leave their strand, their thread or their library; each library has two workers.
            An operation is an item. A stream has 102,400 items, or 10,240 if each has a strand, a thread, a timer
            or a heavy function (300 ns) of its own. A hop is `runOn` here, `publishOn`, `observeOn`, `emitOn`, or
            Kotlin's `buffer`. The other side of a bridge is Reactor, and RxJava for Reactor itself. With a polluted
            profile all shapes of the same library have run in the same JVM before."""),
    BRIDGES(
            "Bridges",
            """
            Under JMH. `to` and `from` are streams of 102,400 items that cross to the named library or come from it; the
            column says which library is at the other end. `nagare` crosses by its bridge, and `nagare-plain` as any
            publisher of Reactive Streams. The others cross as they know each other: `Flux.from(Flowable)`,
            `Flowable.fromPublisher(Flux)`, `Multi.createFrom().publisher(…)`, `asFlow`, `asPublisher`. Each side has a
            `map`. `Hopped` streams cross behind a hop of the library that they come from, and `Moved` ones before a hop
            of the library that takes them: `runOn`, `publishOn`, `observeOn`, `emitOn`, `flowOn`. An operation is an
            item; with `one` it is a call of a mapped callable (a `One`, `Mono`, `Single`, `Uni`, suspending function).
            Where a library is named and also the column's, nothing crosses, which is the cost of the stream by itself.
            `publishOn`, `observeOn`, `emitOn`, `flowOn`, `withContext` and `launch` stay in their library; `nagare` is
            its scheduler on our workers, and the other column the library's own: `parallel`, `computation`, an
            executor, `Dispatchers.Default`. With a polluted profile all crossings of the column's library, or all
            moves, have run in the same JVM before."""),
    CONTEXT(
            "Carrying a thread's context",
            """
            Under JMH, all on Nagare: without a context, which is the column `nagare`; with Micrometer's context
            propagation for two thread locals that have no values; and with values. `stream` is ten items through three
            maps, and `one` a callable through three maps, both run by the calling thread; an operation is a stream.
            `hop` is an item that moves by `runOn`. `spawn` is a task that is spawned from a thread that is no worker.
            With a polluted profile all four have run in the same JVM before."""),
    FILES(
            "Files",
            """
            A cached file of 256 MiB in chunks of 64 KiB, and by lines; an operation is a KiB. The plain loop hands
            out a fresh array for each chunk."""),
    SOCKETS(
            "Sockets",
            """
            One server process with one worker, which stays for all rounds of a work, under a load generator. A JVM
            is warmed up under the same load until its compilers have next to nothing left to do. A unit is a
            message echoed, a line delivered to one of 100 receivers, a MB of a file, a connection that is opened,
            used and reset, a message echoed through a proxy (the echo behind it shares the load generator's core).
            CPU time is the server process's own, the compiler of its JVM included. Bytes allocated are those of all
            its threads; the processes that are no JVM have none. Reactor Netty and Vert.x run on epoll. Of
            connections that arrive at once each sends one message; the time until the last has its echo is divided
            by their number. No more of them wait than the system's backlog holds; Tokio's own is 1,024, and what
            does not fit is sent again after a second."""),
    RING(
            "io_uring",
            """
            As in the group of sockets, for this library on the system's selector and on io_uring, for Netty on
            io_uring, and for epoll in C and Tokio. A ratio in bold tells how many times as good this library was on
            the selector."""),
    TLS(
            "TLS",
            """
            One server process with one worker behind TLS 1.3, with a key on P-256 and TLS_AES_256_GCM_SHA384 (Netty on
            OpenSSL takes TLS_AES_128_GCM_SHA256, which it chooses by itself). The load is encrypted by OpenSSL, on a
            core of its own, with 50 connections; bulk and handshakes have eight. A unit is a message echoed, a MB of
            256 MiB that the server sends to each connection, or a full handshake without resumption. A rate is left
            out where the load was busy all the time, since it says nothing of the server then. CPU time is the server
            process's own, the compiler of its JVM and other threads with delegated tasks included."""),
    LATENCY(
            "Latency at a fixed rate",
            """
            Echoes of 64 B at 10, 50 and 90 % of the highest rate of epoll in C. That rate is measured first, in a
            closed loop, for each number of connections. The load is an open loop in Java that does not use Nagare.
            Each message has its time in a schedule, is sent whether or not earlier ones were answered, and its
            latency counts from that time. So a server that stalls pays for every message that it kept waiting. The
            load's own lateness is part of all latencies; a table below has it. Figures are left out where it was
            more than 1 % of the time measured. Server and load have a core each."""),
    MEMORY(
            "Memory of what waits",
            """
            Connections to an echo server that have echoed one message and then wait, all in one process: growth of
            the heap in use after a collection, growth of the resident set outside the heap (whose pages are touched
            beforehand), and their sum. Tasks that each wait for a promise of their own, which counts with them,
            before one more step on a worker: spawned on a `Oneshot` here; a `thenApplyAsync` of a
            `CompletableFuture`; a virtual thread in `join` of one; a `Sinks.One` with `publishOn`, a
            `SingleSubject` with `observeOn`, a `Uni`'s emitter with `emitOn`. Subscriptions to a `map` and a
            `filter` on a source that belongs to no library and sends nothing. Of tasks and subscriptions the growth
            of the heap alone; Tokio's are not measured."""),
    MACHINES(
            "Across machines",
            """
            A broadcast through a server on the same machine, beside the client of the engine's own people, used as its
            documentation says. Values have 100 bytes. Sending has 256 values on their way; receiving reads 20,000
            values that the server keeps, from a new subscription on. A single value is sent when the one before has
            been confirmed, or has reached a subscriber. Each turn has a server of its own. NATS: `publishAsync`,
            `iterate` and `consume` of an ordered consumer, a stream in files. Redis: `XADD` on Lettuce's asynchronous
            interface, `XREAD` of 500 at a time, which blocks on a connection of its own where a subscriber waits, and
            a server that appends to a file."""),
    GROWTH(
            "Growth",
            """
            The cost of one as the number grows from 1 to 100,000, in powers of ten, on two workers. Connections and
            files go as far as a process may open them. Each number has a process of its own. A timer's cost is CPU
            time, because it waits; all others are time. A bystander runs beside the work: a timer wakes it every
            millisecond, and it measures how late it is. Missed wakes count. A plain thread does the same, and shows
            what the machine adds."""),
    STARTUP(
            "Starting",
            """
            Whole processes that do not outlive their round: from the moment when `java -jar` is asked for until a
            client has been accepted and has its echo of 64 B. Each program is a user's smallest echo server in one jar
            with what its library brings, started without options: the JDK's own archive of classes is used, as always.
            The plain one has the JDK's blocking sockets, and is what the JVM itself takes. An archive of the
            application (`-XX:ArchiveClassesAtExit`) and an AOT cache (`-XX:AOTCacheOutput`, JDK 25) are made by one
            earlier run that echoes one message. The rest is read after the answer: CPU time of all threads, resident
            memory, classes loaded; then the heap that is left after a collection.""");

    private final String title;
    private final String introduction;

    Group(String title, String introduction) {
        this.title = title;
        this.introduction = introduction;
    }

    public static Group of(String label) {
        for (Group group : values()) {
            if (group.label().equals(label)) {
                return group;
            }
        }
        throw new IllegalArgumentException("there is no group named " + label + "; there are: " + all());
    }

    static String all() {
        return Arrays.stream(values()).map(Group::label).collect(Collectors.joining(", "));
    }

    /** The name on the command line and in the files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether no peer of this group is a native program. */
    public boolean isOfJvmsAlone() {
        return isUnderJmh() || this == GROWTH || this == MACHINES || this == STARTUP;
    }

    /** Whether JMH measures this group, in forks of its own and with both profiles. */
    public boolean isUnderJmh() {
        return switch (this) {
            case OPERATORS, EDGES, BRIDGES, CONTEXT -> true;
            default -> false;
        };
    }

    public String title() {
        return title;
    }

    public String introduction() {
        return introduction;
    }

    /** The parts that have tables and charts of their own. */
    public List<Part> parts() {
        return switch (this) {
            case OPERATORS, EDGES, BRIDGES, CONTEXT -> Arrays.stream(Profile.values())
                    .map(profile -> new Part(profile.label(), ", " + profile.label() + " profile", profile::has))
                    .toList();
            case MEMORY -> Stream.of("connections", "tasks", "subscriptions")
                    .map(what -> new Part(what, ", " + what, work -> work.endsWith(" " + what)))
                    .toList();
            case GROWTH -> Arrays.stream(Thing.values())
                    .map(thing -> new Part(
                            thing.label(), ", " + thing.title(), work -> work.endsWith(", " + thing.label())))
                    .toList();
            default -> List.of(new Part("", "", work -> true));
        };
    }

    /**
     * Some of the works of a group.
     *
     * @param label the name in the names of files; empty if the part has all works
     * @param heading the text behind the titles of its tables and charts
     */
    public record Part(String label, String heading, Predicate<String> works) {

        /** Returns the name of a work without the label behind its comma, if it has one. */
        public String shorten(String work) {
            String end = ", " + label;
            return work.endsWith(end) ? work.substring(0, work.length() - end.length()) : work;
        }
    }
}
