package io.nagare.testing.simulation;

import static java.util.Objects.requireNonNull;

import io.nagare.engine.virtual.VirtualMachine;
import io.nagare.engine.virtual.VirtualWorld;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several hosts with a network between them, in one thread and in virtual time. A seed decides everything that is left
 * to chance: what runs next, how long a packet takes, how many bytes a read gives. The programs are written as for real
 * sockets.
 *
 * <pre>{@code
 * try (Simulation simulation = Simulation.start(seed)) {
 *     simulation.host("server", () -> Tcp.serve("server", 7000, peer -> peer.writeAndEnd(peer.read())));
 *     Host client = simulation.host("client");
 *     String echo = client.blockOn(() -> Tcp.connecting("server", 7000, peer -> ask(peer)).next());
 * }
 * }</pre>
 *
 * <p>The simulation belongs to the thread that started it, and only that thread drives it, outside of programs. Closing
 * it ends all programs and checks that nothing is left: no failure that nobody saw, no open socket, no running task, no
 * armed timer.
 *
 * <p><i>Promise.</i> With the same seed, everything happens in the same order and at the same virtual times. {@link
 * #hash} of two runs is then equal. Programs keep the promise if they ask only their runtime for time, threads, random
 * numbers, names and sockets.
 *
 * @since 0.1
 */
public final class Simulation implements AutoCloseable {

    /** How many steps one call drives at most. */
    private static final long MOST_STEPS = 50_000_000;

    /** How long closing waits for programs that were cancelled. */
    private static final Duration GRACE = Duration.ofMinutes(30);

    private static final Duration SLOWEST_JOB = Duration.ofMillis(2);

    private final Thread owner = Thread.currentThread();
    private final long seed;
    private final Chance chance;
    private final Chance jobs;
    private final Timeline timeline;
    private final VirtualWorld world;
    private final Network network;
    private final Findings findings = new Findings();
    private boolean closed;

    /** When the test failed; null if it has not. */
    private @Nullable Moment failedAt;

    private final FaultHistory faults;

    private Simulation(long seed, boolean keepsAll, LongPredicate allowed) {
        this.seed = seed;
        this.faults = new FaultHistory(allowed);
        this.chance = new Chance(seed);
        this.timeline = new Timeline(keepsAll);
        this.world = new VirtualWorld(new Order(chance.split()));
        this.jobs = chance.split();
        this.network = new Network(this, chance.split());
        world.observe(new VirtualWorld.Observer() {
            @Override
            public void runs(String machine, Object task) {
                timeline.step(world.nanoTime(), machine, task);
            }

            @Override
            public void runsJob(String machine) {
                timeline.count(world.nanoTime(), machine, "job");
            }

            @Override
            public void reaches(@Nullable String machine) {
                timeline.count(world.nanoTime(), machine == null ? "" : machine, "time");
            }
        });
    }

    /** Starts an empty simulation at the time 0. */
    public static Simulation start(long seed) {
        return new Simulation(seed, false, number -> true);
    }

    /**
     * As {@link #start}.
     *
     * @param keepsAll whether each event is kept as text
     * @param allowed which of the faults that are drawn happen, by number
     */
    static Simulation start(long seed, boolean keepsAll, LongPredicate allowed) {
        return new Simulation(seed, keepsAll, allowed);
    }

    /** The histories of the seeds 0 to {@code count - 1}. */
    public static Seeds forSeeds(long count) {
        return new Seeds(0, count);
    }

    /** The seed. */
    public long seed() {
        return seed;
    }

    /**
     * Adds a host without a program, for computations of the test.
     *
     * @param name letters, digits, '-', '_' and dots; no address, and not "localhost"
     * @throws IllegalArgumentException if there is a host of this name, or a host cannot be called so
     */
    public Host host(String name) {
        return add(name, null);
    }

    /**
     * Adds a host and starts its program.
     *
     * @throws IllegalArgumentException if there is a host of this name
     */
    public Host host(String name, Program program) {
        return add(name, requireNonNull(program, "program"));
    }

    private Host add(String name, @Nullable Program program) {
        checkOutside("host");
        int number = network.hosts().size() + 1;
        Host host =
                new Host(this, network, chance.split(), requireNonNull(name, "name"), address(name, number), program);
        network.add(host);
        host.start();
        return host;
    }

    private static InetAddress address(String name, int number) {
        try {
            return InetAddress.getByAddress(name, new byte[] {10, 0, (byte) (number >> 8), (byte) number});
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The network between the hosts. */
    public Network network() {
        return network;
    }

    /** The virtual time since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(world.nanoTime());
    }

    /** The number of events so far: what ran, and which times were reached. */
    public long events() {
        return timeline.events();
    }

    /** A hash of all events so far, with their times and hosts. */
    public long hash() {
        return timeline.hash();
    }

    /**
     * Lets faults happen at random, from now until {@link Faults#stop}.
     *
     * @param severity how many, above 0 and up to 1: with 1 there are ten a second, with 0.5 one in 5 seconds
     * @throws IllegalArgumentException if it is out of range
     */
    public Faults faults(double severity) {
        checkOutside("faults");
        Faults random = new Faults(this, chance.split(), severity);
        faults.add(random);
        random.start();
        return random;
    }

    /**
     * Expects failures that nobody sees, such as those of a handler whose connection breaks, and broken rules of
     * Reactive Streams. They do not fail the test.
     *
     * @param expected whether a failure is one of them
     */
    public Simulation expectUnseen(Predicate<? super Throwable> expected) {
        findings.expectUnseen(requireNonNull(expected, "expected"));
        return this;
    }

    // Driving

    /**
     * Lets a time pass.
     *
     * @throws IllegalArgumentException if it is negative, or ends more than 292 years after the start
     */
    public Simulation run(Duration time) {
        checkOutside("run");
        long end = timeAfter(time);
        stepAll(end);
        world.moveTo(end);
        return this;
    }

    /**
     * Runs until a condition holds. It is evaluated after each step.
     *
     * @param limit of virtual time
     * @throws IllegalArgumentException if the limit is negative, or ends more than 292 years after the start
     * @throws SimulationFailure if it does not hold in time, or if nothing is left to do before
     */
    public Simulation runUntil(BooleanSupplier condition, Duration limit) {
        checkOutside("runUntil");
        long end = timeAfter(limit);
        Runaway.begin(this);
        try {
            for (long steps = 0; !condition.getAsBoolean(); steps = count(steps)) {
                if (!world.step(end)) {
                    throw isIdle() ? deadlock() : late(end, limit);
                }
            }
        } finally {
            Runaway.end(this);
        }
        return this;
    }

    private SimulationFailure deadlock() {
        List<Host> paused =
                network.hosts().stream().filter(Host::isPaused).toList();
        StringBuilder waiting = new StringBuilder();
        network.hosts().stream()
                .filter(host -> !host.machines().live().isEmpty())
                .forEach(host -> waiting.append("\n  on ").append(host).append(": ").append(Findings.waiting(host)));
        return failure(
                "deadlock: nothing can run, no deadline is armed, and the condition does not hold"
                        + (paused.isEmpty() ? "" : "; these hosts are paused: " + paused) + waiting,
                null);
    }

    private SimulationFailure late(long end, Duration limit) {
        world.moveTo(end);
        return failure("the condition does not hold after " + limit, null);
    }

    private long timeAfter(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time can only pass by 0 or more, but was to pass by " + time);
        }
        if (time.compareTo(Duration.ofNanos(Long.MAX_VALUE - world.nanoTime())) > 0) {
            throw new IllegalArgumentException("time ends 292 years after the start, but was to pass by " + time);
        }
        return world.nanoTime() + time.toNanos();
    }

    private void stepAll(long end) {
        Runaway.begin(this);
        try {
            for (long steps = 0; world.step(end); steps = count(steps)) {}
        } finally {
            Runaway.end(this);
        }
    }

    /**
     * Runs until the programs of these hosts have ended, for a day of virtual time at most.
     *
     * @throws SimulationFailure if they do not end
     */
    public Simulation runUntilEnded(Host... hosts) {
        return runUntil(() -> Arrays.stream(hosts).allMatch(Host::hasEnded), Duration.ofDays(1));
    }

    private boolean isIdle() {
        return network.isQuiet()
                && network.hosts().stream()
                        .allMatch(host -> host.machines().armedCount() == 0
                                && host.programs().isQuiet());
    }

    private long count(long steps) {
        if (steps == MOST_STEPS) {
            throw failure("more than " + MOST_STEPS + " steps: a program never rests", null);
        }
        return steps + 1;
    }

    void checkOutside(String call) {
        checkDriven(call);
        if (VirtualMachine.isInsideTask()) {
            throw new IllegalStateException(call + " was called inside a program; only the test drives a simulation");
        }
    }

    /** Checks that the caller is the thread of this simulation, which is not closed. */
    void checkDriven(String call) {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException(call + " was called on "
                    + Thread.currentThread().getName() + ", but this simulation belongs to " + owner.getName());
        }
        if (closed) {
            throw new IllegalStateException(call + ": this simulation is closed");
        }
    }

    // The end

    /**
     * Ends all faults, cancels all programs, lets them end, and checks that nothing is left. Hosts that have crashed
     * stay so.
     *
     * @throws SimulationFailure if a check fails
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        checkOutside("close");
        if (failedAt == null) {
            failed();
        }
        faults.end();
        network.heal();
        List<Host> running = network.hosts().stream().filter(host -> !host.hasCrashed()).toList();
        for (Host host : running) {
            host.resume();
            host.abortAll();
        }
        stepAll(timeAfter(GRACE));
        closed = true;
        findings.checkFaults(faults);
        running.forEach(findings::checkNothingLeft);
        running.forEach(findings::collectUnseen);
        if (!findings.isEmpty()) {
            throw failure(findings.toString(), findings.cause());
        }
    }

    /** Makes a failure with what is known of this history. */
    SimulationFailure failure(String what, @Nullable Throwable cause) {
        return (failedAt == null ? Moment.of(this) : failedAt).failure(what, cause);
    }

    /** The test has failed or ended: a failure shows what was before, and not what closing does. */
    void failed() {
        failedAt = Moment.of(this);
    }

    // For hosts and the network

    Findings findings() {
        return findings;
    }

    Thread owner() {
        return owner;
    }

    VirtualWorld world() {
        return world;
    }

    Timeline timeline() {
        return timeline;
    }

    void note(String host, String what) {
        timeline.note(world.nanoTime(), host, what);
    }

    /** The random faults. */
    FaultHistory faultHistory() {
        return faults;
    }

    /** The faults with a probability that had no occasion so far. */
    List<String> withoutOccasion() {
        return Stream.concat(
                        network.hosts().stream().flatMap(host -> host.disk().withoutOccasion()),
                        network.withoutOccasion())
                .toList();
    }

    long jobDelay() {
        return jobs.between(Duration.ZERO, SLOWEST_JOB);
    }
}
