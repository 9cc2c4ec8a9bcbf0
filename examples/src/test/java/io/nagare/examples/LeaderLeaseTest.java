package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.net.Tcp;
import io.nagare.testing.simulation.Faults;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Program;
import io.nagare.testing.simulation.Simulation;
import io.nagare.testing.simulation.SimulationFailure;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The worked example of {@code docs/simulation.md}: a lease that makes one of two members the leader, and a store to
 * which only the leader may write.
 */
class LeaderLeaseTest {

    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Grants the lease to one member at a time. Each lease has a number, which is higher than those before. */
    private static final class Leases {

        private String leader = "";
        private int number;
        private long end;

        String grant(String member) {
            long now = nanoTime();
            if (!member.equals(leader) && now < end) {
                return "busy";
            }
            leader = member;
            end = now + LEASE.toNanos();
            return String.valueOf(++number);
        }
    }

    /** Takes writes, each with the number of the writer's lease. */
    private static final class Store {

        private final boolean refusesOldLeases;
        private int newest;
        private @Nullable String mistake;

        Store(boolean refusesOldLeases) {
            this.refusesOldLeases = refusesOldLeases;
        }

        String write(String lease) {
            int number = Integer.parseInt(lease);
            if (number < newest && refusesOldLeases) {
                return "refused";
            }
            if (number < newest) {
                mistake = "a write with lease " + number + " came after one with lease " + newest;
            }
            newest = Math.max(newest, number);
            return "written";
        }

        void requireOrder() {
            if (mistake != null) {
                throw new AssertionError(mistake);
            }
        }
    }

    private static long nanoTime() {
        return Nagare.current().time().nanoTime();
    }

    /** A server that answers each line with a line. */
    private static Program server(String host, Function<String, String> answer) {
        return () -> Tcp.serve(host, 7000, peer -> peer.write(
                peer.read().lines().map(line -> Bytes.utf8(answer.apply(line) + "\n"))));
    }

    private static One<String> ask(String host, String question) {
        return Tcp.connecting(host, 7000, peer -> peer.writeAndEnd(Bytes.utf8(question + "\n"))
                        .thenMany(peer.read().lines()))
                .next()
                .timeout(SECOND.multipliedBy(5));
    }

    /** Tries to become the leader each second, and writes as long as its lease lasts. */
    private static Program member(String name) {
        return () -> Many.interval(SECOND).take(60).concatMap(tick -> {
            long end = nanoTime() + LEASE.toNanos();
            return ask("leases", name)
                    .filter(lease -> !lease.equals("busy") && nanoTime() < end)
                    .flatMap(lease -> ask("store", lease))
                    .onErrorComplete();
        });
    }

    private static void play(Simulation simulation, Store store) {
        Leases leases = new Leases();
        simulation.host("leases", server("leases", leases::grant));
        simulation.host("store", server("store", store::write));
        Host one = simulation.host("one", member("one"));
        Host other = simulation.host("other", member("other"));
        Faults faults = simulation.faults(0.5);
        simulation.runUntil(
                () -> {
                    store.requireOrder();
                    return one.hasEnded() && other.hasEnded();
                },
                Duration.ofMinutes(10));
        faults.stop();
    }

    @Test
    void aLeaseAloneDoesNotKeepAnOldLeaderOut() {
        SimulationFailure failure = assertThrows(
                SimulationFailure.class,
                () -> Simulation.forSeeds(1_000).check(simulation -> play(simulation, new Store(false))));
        assertTrue(failure.getMessage().contains("It needs these faults alone: "), failure.getMessage());
    }

    @Test
    void aStoreThatRefusesOldLeasesDoes() {
        Simulation.forSeeds(100).check(simulation -> play(simulation, new Store(true)));
    }
}
