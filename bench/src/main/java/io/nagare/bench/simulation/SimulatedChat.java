package io.nagare.bench.simulation;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.net.Connection;
import io.nagare.net.Tcp;
import io.nagare.testing.simulation.Faults;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The command {@code simulate}. It plays the history of a chat on simulated hosts, one seed after the other in one
 * thread: three members hear what a talker says, while one of them crashes and connections are reset.
 */
public final class SimulatedChat {

    /** How to call the command. */
    public static final String USAGE =
            """
            simulate [SEEDS]
              plays the history of a chat with that many seeds (1000), after half as many that do not count""";

    private static final int LINES = 50;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private SimulatedChat() {}

    /**
     * Plays the histories and prints how many events there were in a second.
     *
     * @return true
     * @throws IllegalArgumentException if the arguments were not understood
     */
    public static boolean run(List<String> arguments) {
        if (arguments.size() > 1 || !arguments.isEmpty() && !arguments.get(0).matches("[1-9][0-9]{0,6}")) {
            throw new IllegalArgumentException("simulate needs no argument, or a number of seeds up to 9,999,999");
        }
        long seeds = arguments.isEmpty() ? 1_000 : Long.parseLong(arguments.get(0));
        for (long seed = 0; seed < seeds / 2; seed++) {
            play(seed);
        }
        long events = 0;
        long start = System.nanoTime();
        for (long seed = 0; seed < seeds; seed++) {
            events += play(seed);
        }
        long nanos = System.nanoTime() - start;
        System.out.printf(
                "simulate seeds=%d events=%d ms=%.0f events_per_s=%.0f%n",
                seeds, events, nanos / 1e6, events * (double) TimeUnit.SECONDS.toNanos(1) / nanos);
        return true;
    }

    /** Returns the number of events. */
    private static long play(long seed) {
        try (Simulation simulation = Simulation.start(seed)) {
            Broadcast<Bytes> room = Broadcast.lagging(1_024);
            simulation.host("server", () -> Tcp.serve("server", 7000, peer -> member(room, peer)));
            simulation.run(SECOND);
            for (String name : List.of("one", "two")) {
                simulation.host(name, SimulatedChat::listen);
            }
            Host crashing = simulation.host("three", SimulatedChat::listen);
            Host talker = simulation.host("talker");
            Faults faults = simulation.faults(0.9).only(Faults.Kind.RESET).crashing(crashing);
            simulation.run(SECOND);
            talker.blockOn(() -> talk().onErrorComplete());
            faults.stop();
            simulation.run(SECOND);
            return simulation.events();
        }
    }

    private static One<Void> member(Broadcast<Bytes> room, Connection peer) {
        One<Void> talking =
                peer.read().lines().map(line -> Bytes.utf8(line + "\n")).sendTo(room);
        return peer.writeAndEnd(room.receiver().takeUntil(talking));
    }

    private static One<Void> listen() {
        return Tcp.connecting("server", 7000, peer -> peer.read().lines())
                .then()
                .onErrorComplete();
    }

    private static One<Void> talk() {
        Many<Bytes> lines = Many.range(0, LINES).map(i -> Bytes.utf8("line " + i + "\n"));
        return Tcp.connecting("server", 7000, peer -> peer.write(lines)).then();
    }
}
