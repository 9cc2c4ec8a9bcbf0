package io.nagare.testing.simulation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Faults at random times between random hosts of a {@link Simulation}, decided by its seed. Each fault ends by itself,
 * and {@link #stop} ends all of them. Called on the thread that drives the simulation.
 *
 * <pre>{@code
 * Faults faults = simulation.faults(0.3).crashing(server);
 * simulation.runUntilEnded(client);
 * faults.stop();
 * }</pre>
 *
 * @since 0.1
 */
public final class Faults {

    /**
     * What may happen.
     *
     * @since 0.1
     */
    public enum Kind {
        /** Two hosts hear nothing of each other for up to 10 seconds. */
        PARTITION,
        /** One host hears nothing of another for up to 10 seconds. */
        PARTITION_ONE_WAY,
        /** All connections between two hosts are reset. */
        RESET,
        /** Up to half of the packets between two hosts are lost for up to 10 seconds. */
        LOSS,
        /** Packets between two hosts take up to a second more, for up to 10 seconds. */
        DELAY,
        /** Nothing runs on a host for up to 10 seconds. */
        PAUSE,
        /** The time of day of a host jumps by up to an hour, forward or back. */
        CLOCK_JUMP,
        /** A program is killed, and restarted within 10 seconds. */
        CRASH,
        /** A host loses power, at once or in the midst of work on its disk, and is restarted within 10 seconds. */
        POWER_OFF
    }

    private static final Set<Kind> BETWEEN_TWO =
            EnumSet.of(Kind.PARTITION, Kind.PARTITION_ONE_WAY, Kind.RESET, Kind.LOSS, Kind.DELAY);

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration RAREST = Duration.ofSeconds(20);
    private static final Duration MOST_FREQUENT = Duration.ofMillis(100);
    private static final double MOST_LOSS = 0.5;

    /** How many changes of its disk a host makes at most before it loses power in their midst. */
    private static final long MOST_CHANGES = 8;

    private final Simulation simulation;
    private final Chance chance;
    private final Duration longestGap;
    private Set<Kind> kinds = EnumSet.complementOf(EnumSet.of(Kind.CRASH, Kind.POWER_OFF));

    /** The kinds that the test has named. */
    private Set<Kind> asked = EnumSet.noneOf(Kind.class);

    private List<Host> mayCrash = List.of();
    private final List<String> injected = new ArrayList<>();
    private boolean stopped;

    Faults(Simulation simulation, Chance chance, double severity) {
        if (!(severity > 0 && severity <= 1)) {
            throw new IllegalArgumentException("a severity must be above 0 and at most 1, but was " + severity);
        }
        this.simulation = simulation;
        this.chance = chance;
        this.longestGap = MOST_FREQUENT.plusNanos((long) ((1 - severity) * RAREST.toNanos()));
    }

    void start() {
        scheduleNext();
    }

    /**
     * Lets only these happen. Hosts crash only if {@link #crashing} names them. The simulation fails when it is closed
     * if one of these kinds could never happen.
     */
    public Faults only(Kind first, Kind... others) {
        kinds = EnumSet.of(first, others);
        asked = EnumSet.copyOf(kinds);
        return this;
    }

    /**
     * Lets these hosts crash and lose power, too.
     *
     * @throws IllegalArgumentException if there is none, or if a host is of another simulation
     */
    public Faults crashing(Host... hosts) {
        if (hosts.length == 0) {
            throw new IllegalArgumentException("crashing needs the hosts that may crash, but was given none");
        }
        for (Host host : hosts) {
            if (host.network() != simulation.network()) {
                throw new IllegalArgumentException("the host " + host + " is of another simulation");
            }
        }
        mayCrash = List.of(hosts);
        kinds = EnumSet.copyOf(kinds);
        kinds.add(Kind.CRASH);
        kinds.add(Kind.POWER_OFF);
        return this;
    }

    /** Ends all faults: repairs the network, lets paused hosts go on, and restarts those that have crashed. */
    public void stop() {
        simulation.checkOutside("stop");
        end();
        simulation.network().heal();
        for (Host host : simulation.network().hosts()) {
            host.disk().keepPower();
            if (host.hasCrashed()) {
                host.restart();
            } else {
                host.resume();
            }
        }
    }

    /** Lets no more faults begin, and ends none. */
    void end() {
        stopped = true;
    }

    /** The faults so far, oldest first. */
    public List<String> injected() {
        return List.copyOf(injected);
    }

    /** The kinds that can never happen, each with the reason. */
    List<String> impossible() {
        return told(kinds);
    }

    /** The kinds that the test has named and that can never happen, each with the reason. */
    List<String> askedInVain() {
        return told(asked);
    }

    private List<String> told(Set<Kind> those) {
        List<String> told = new ArrayList<>();
        for (Kind kind : those) {
            String reason = whyNever(kind);
            if (reason != null) {
                told.add(kind + " (" + reason + ")");
            }
        }
        return told;
    }

    private @Nullable String whyNever(Kind kind) {
        int hosts = simulation.network().hosts().size();
        if (BETWEEN_TWO.contains(kind)) {
            return hosts < 2 ? "it needs two hosts, and there are " + hosts : null;
        }
        if (kind == Kind.CRASH || kind == Kind.POWER_OFF) {
            return mayCrash.isEmpty() ? "crashing(...) names no host" : null;
        }
        return hosts == 0 ? "there is no host" : null;
    }

    private void scheduleNext() {
        at(chance.between(MOST_FREQUENT, longestGap), () -> {
            if (!stopped) {
                inject();
                scheduleNext();
            }
        });
    }

    private void at(long nanosFromNow, Runnable action) {
        simulation.world().at(simulation.world().nanoTime() + nanosFromNow, action);
    }

    /**
     * Draws a fault, and lets it happen unless it is taken away or cannot happen now. Everything is drawn and counted
     * in any case, so the faults that are left stay the same.
     */
    private void inject() {
        List<Host> hosts = simulation.network().hosts();
        if (hosts.isEmpty()) {
            return;
        }
        Kind kind = List.copyOf(kinds).get((int) chance.below(kinds.size()));
        Host one = hosts.get((int) chance.below(hosts.size()));
        Host other = hosts.get((int) chance.below(hosts.size()));
        Host victim = mayCrash.isEmpty() ? null : mayCrash.get((int) chance.below(mayCrash.size()));
        long length = chance.between(Duration.ofMillis(1), LONGEST);
        long detail = chance.below(1_000_000);
        boolean allowed = simulation.faultHistory().allowsNext();
        Fault fault = fault(kind, one, other, victim, detail);
        if (fault == null || !allowed) {
            return;
        }
        injected.add(simulation.elapsed() + " " + fault.text());
        fault.begin().run();
        at(length, () -> {
            if (!stopped) {
                fault.end().run();
            }
        });
    }

    /** A fault that begins, and ends after a while. */
    private record Fault(String text, Runnable begin, Runnable end) {}

    private @Nullable Fault fault(Kind kind, Host one, Host other, @Nullable Host victim, long detail) {
        if (BETWEEN_TWO.contains(kind)) {
            return one == other ? null : between(kind, one.name(), other.name(), detail);
        }
        Host host = kind == Kind.CRASH || kind == Kind.POWER_OFF ? victim : one;
        return host == null || host.hasCrashed() ? null : on(host, kind, detail);
    }

    private Fault between(Kind kind, String a, String b, long detail) {
        Network network = simulation.network();
        String pair = a + ", " + b;
        return switch (kind) {
            case PARTITION -> new Fault(
                    "partition " + pair,
                    () -> {
                        network.addPartition(a, b);
                        network.addPartition(b, a);
                    },
                    () -> {
                        network.endPartition(a, b);
                        network.endPartition(b, a);
                    });
            case PARTITION_ONE_WAY -> new Fault(
                    "partition from " + a + " to " + b,
                    () -> network.addPartition(a, b),
                    () -> network.endPartition(a, b));
            case RESET -> new Fault("reset " + pair, () -> network.reset(a, b), () -> {});
            case LOSS -> {
                double share = detail / 1e6 * MOST_LOSS;
                yield new Fault(
                        "loss " + pair + " " + share,
                        () -> network.moreLoss(a, b, share),
                        () -> network.moreLoss(a, b, 0));
            }
            case DELAY -> new Fault(
                    "delay " + pair,
                    () -> network.moreLatency(a, b, Duration.ofNanos(1_000 * detail)),
                    () -> network.moreLatency(a, b, Duration.ZERO));
            default -> throw new AssertionError(kind);
        };
    }

    private static Fault powerOff(Host host, long detail, Runnable restart) {
        if (detail % 2 == 0) {
            return new Fault("power off " + host, host::powerOff, restart);
        }
        long changes = detail / 2 % MOST_CHANGES;
        return new Fault(
                "power off " + host + " after " + changes + " changes of its disk",
                () -> host.disk().losePowerAfter(changes),
                () -> {
                    host.disk().keepPower();
                    restart.run();
                });
    }

    private Fault on(Host host, Kind kind, long detail) {
        Runnable restart = () -> {
            if (host.hasCrashed()) {
                host.restart();
            }
        };
        return switch (kind) {
            case PAUSE -> {
                Object reason = new Object();
                yield new Fault("pause " + host, () -> host.pause(reason), () -> host.resume(reason));
            }
            case CLOCK_JUMP -> new Fault(
                    "clock jump " + host, () -> host.jump(Duration.ofMillis(7 * detail - 3_600_000)), () -> {});
            case CRASH -> new Fault("crash " + host, host::crash, restart);
            case POWER_OFF -> powerOff(host, detail, restart);
            default -> throw new AssertionError(kind);
        };
    }
}
