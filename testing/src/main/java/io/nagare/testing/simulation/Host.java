package io.nagare.testing.simulation;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Signal;
import io.nagare.Task;
import io.nagare.engine.virtual.VirtualMachine;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A computer in a {@link Simulation}: an address, a runtime, a clock, and a program. Called on the thread that drives
 * the simulation, outside of programs.
 *
 * @since 0.1
 */
public final class Host {

    private final Simulation simulation;
    private final Network network;
    private final Chance chance;
    private final String name;
    private final InetAddress address;
    private final @Nullable Program program;
    private final Bindings bindings = new Bindings();
    private final Set<SimulatedSocket> sockets = new LinkedHashSet<>();
    private Descriptors descriptors = new Descriptors();
    private final Disk disk;
    private final HostMachines machines;
    private final HostPrograms programs;

    /** What runs on this host: its program, and what the test has spawned. */
    private final List<Task<?>> tasks = new ArrayList<>();

    private @Nullable Task<Void> task;
    private boolean crashed;
    private boolean down;
    private int powerLosses;

    Host(
            Simulation simulation,
            Network network,
            Chance chance,
            String name,
            InetAddress address,
            @Nullable Program program) {
        this.simulation = simulation;
        this.network = network;
        this.chance = chance;
        this.name = name;
        this.address = address;
        this.program = program;
        this.machines = new HostMachines(simulation.world(), this::newMachine);
        this.disk = new Disk(this, chance.split());
        // Not split off: seeds name the histories that they have without children.
        this.programs = new HostPrograms(this, new Chance(simulation.seed() ^ name.hashCode()));
    }

    private VirtualMachine newMachine() {
        return simulation.world().machine(name, chance.split()::below, HostSurroundings.ofProgram(this));
    }

    /** Starts the program. */
    void start() {
        Program own = program;
        if (own != null) {
            task = runtime().spawn(Many.defer(() -> {
                try {
                    return Many.from(requireNonNull(
                            own.start(), () -> "the program of the host " + name + " returned null, and no stream"));
                } catch (Exception failure) {
                    return Many.error(failure);
                }
            }));
        }
    }

    /** The name, by which other hosts find this one. */
    public String name() {
        return name;
    }

    /** The address. */
    public InetAddress address() {
        return address;
    }

    /** The runtime since the last start. */
    public Nagare runtime() {
        return machine().runtime();
    }

    /** The disk, which outlives the program. */
    public Disk disk() {
        return disk;
    }

    /** How many connections are open. */
    public int connections() {
        return sockets.size();
    }

    /** Whether the program has ended. A host without a program, or one that has crashed, has none to end. */
    public boolean hasEnded() {
        Task<Void> own = task;
        return crashed || own == null || own.isDone();
    }

    /** Whether the host has crashed and was not restarted. */
    public boolean hasCrashed() {
        return crashed;
    }

    /**
     * Gives the host a program that can be started as a child. It replaces another of that name.
     *
     * @param name as commands name it: "sort", or a path
     * @throws IllegalArgumentException if the name is empty
     */
    public Host program(String name, ChildProgram program) {
        simulation.checkDriven("program");
        programs.add(name, program);
        return this;
    }

    // Driving

    /**
     * Runs a computation on this host, and drives the simulation until it ends, for an hour of virtual time at most.
     *
     * @param computation called on the host
     * @throws SimulationFailure if it does not end in time, or if the host crashes before
     */
    public <T> @Nullable T blockOn(Supplier<? extends One<T>> computation) {
        requireNonNull(computation, "computation");
        checkRuns("blockOn");
        VirtualMachine asking = machine();
        Task<Signal<T>> asked =
                asking.runtime().spawn(One.<T>defer(computation::get).materialize());
        tasks.add(asked);
        simulation.runUntil(() -> asked.isDone() || crashed || machine() != asking, Duration.ofHours(1));
        if (!asked.isDone()) {
            throw simulation.failure(
                    "the host " + name + " crashed, and the computation of blockOn with it; run what must survive a"
                            + " crash on another host",
                    null);
        }
        tasks.remove(asked);
        Signal<T> signal = requireNonNull(runtime().blockOn(asked), "signal");
        return runtime().blockOn(Many.<T>dematerialize(One.just(signal)).next());
    }

    /** Runs a computation on this host, beside its program, until it ends or the simulation closes. Drives nothing. */
    public <T> Task<T> spawn(Supplier<? extends One<T>> computation) {
        requireNonNull(computation, "computation");
        checkRuns("spawn");
        Task<T> spawned = runtime().spawn(One.<T>defer(computation::get));
        tasks.removeIf(Task::isDone);
        tasks.add(spawned);
        return spawned;
    }

    private void checkRuns(String call) {
        simulation.checkOutside(call);
        if (crashed) {
            throw new IllegalStateException(call + ": the host " + name + " has crashed; restart it first");
        }
    }

    // Faults

    /**
     * Ends the program and its children as by killing their processes: nothing of them runs any more, and all in their
     * memory is gone. The system closes the connections: the peers see the end of the stream, or a reset if the program
     * had not read all that had arrived. All that it wrote to its disk is there.
     *
     * @throws IllegalStateException if the host has crashed
     */
    public Host crash() {
        checkRuns("crash");
        return end("crashes", true);
    }

    /**
     * Ends the host as by a loss of power: nothing of it runs any more, and the others hear nothing of it until it is
     * restarted. What was not forced to its disk may be lost, see {@link Disk}.
     *
     * @throws IllegalStateException if the host has crashed
     */
    public Host powerOff() {
        checkRuns("powerOff");
        return end("loses power", false);
    }

    /** Ends the host as {@link #powerOff} does, in the midst of what it does. */
    void losePower(String how) {
        end(how, false);
    }

    private Host end(String how, boolean closes) {
        note(how);
        simulation.findings().collectUnseen(this);
        crashed = true;
        down = !closes;
        powerLosses += down ? 1 : 0;
        programs.crash();
        machines.crash();
        tasks.clear();
        List.copyOf(sockets).forEach(socket -> socket.crash(closes));
        sockets.clear();
        bindings.releaseAll();
        descriptors = descriptors.ofNextProgram();
        if (closes) {
            disk.endProgram();
        } else {
            disk.losePower();
        }
        return this;
    }

    /**
     * Starts the program again after a crash.
     *
     * @throws IllegalStateException if the host has not crashed
     */
    public Host restart() {
        simulation.checkOutside("restart");
        if (!crashed) {
            throw new IllegalStateException("restart: the host " + name + " has not crashed");
        }
        note("restarts");
        crashed = false;
        down = false;
        machines.restart();
        start();
        return this;
    }

    /** Lets nothing of the program run until {@link #resume}, as a long collection of garbage does. */
    public Host pause() {
        checkRuns("pause");
        pause(this);
        return this;
    }

    /** Goes on after {@link #pause}, also if random faults pause the host. Does nothing if it is not paused. */
    public Host resume() {
        checkRuns("resume");
        if (machines.resume()) {
            note("goes on");
        }
        return this;
    }

    /** Lets nothing run while there is this reason. */
    void pause(Object reason) {
        note("pauses");
        machines.pause(reason);
    }

    /** Takes a reason away. The host goes on if there is no other one. */
    void resume(Object reason) {
        if (machines.resume(reason)) {
            note("goes on");
        }
    }

    /**
     * Lets the host's clock run fast from now on, or slow. A restart does not change that.
     *
     * @param partsInAMillion -500,000 to 500,000
     * @throws IllegalArgumentException if it is out of range
     */
    public Host drift(long partsInAMillion) {
        checkRuns("drift");
        if (partsInAMillion < -500_000 || partsInAMillion > 500_000) {
            throw new IllegalArgumentException(
                    "a drift must be from -500,000 to 500,000 parts in a million, but was " + partsInAMillion);
        }
        note("drifts by " + partsInAMillion + " ppm");
        machines.drift(partsInAMillion);
        return this;
    }

    /**
     * Moves the time of day of this host, which a restart leaves so. Timers do not see it.
     *
     * @throws IllegalArgumentException if the clock would show a time that is not within 200 years of 1970
     */
    public Host jump(Duration by) {
        checkRuns("jump");
        TimeOfDay.checkJump(now(), by);
        note("jumps by " + by);
        machines.jump(by);
        return this;
    }

    /**
     * Bounds how many descriptors may be open. Connecting, listening and accepting fail beyond that.
     *
     * @throws IllegalArgumentException if the bound is negative
     */
    public Host descriptors(int most) {
        simulation.checkDriven("descriptors");
        if (most < 0) {
            throw new IllegalArgumentException("a number of descriptors must be at least 0, but was " + most);
        }
        note("may have " + most + " descriptors");
        descriptors.limit(most);
        return this;
    }

    // For the simulation

    void note(String what) {
        simulation.note(name, what);
    }

    /** The time of day by the host's clock. */
    Instant now() {
        return machine().now();
    }

    void checkDriven(String call) {
        simulation.checkDriven(call);
    }

    Network network() {
        return network;
    }

    Bindings bindings() {
        return bindings;
    }

    Set<SimulatedSocket> sockets() {
        return sockets;
    }

    Descriptors descriptors() {
        return descriptors;
    }

    Simulation simulation() {
        return simulation;
    }

    VirtualMachine machine() {
        return machines.main();
    }

    HostMachines machines() {
        return machines;
    }

    HostPrograms programs() {
        return programs;
    }

    /** Cancels the program and what the test has spawned. */
    void abortAll() {
        tasks.forEach(Task::abort);
        if (task != null) {
            task.abort();
        }
    }

    boolean isPaused() {
        return machines.isPaused();
    }

    int powerLosses() {
        return powerLosses;
    }

    /** Whether the host answers nothing. */
    boolean isDown() {
        return down;
    }

    /** Whether a socket of this host may be bound to an address. */
    boolean owns(InetAddress where) {
        return where.isAnyLocalAddress() || where.isLoopbackAddress() || where.equals(address);
    }

    @Override
    public String toString() {
        return name;
    }
}
