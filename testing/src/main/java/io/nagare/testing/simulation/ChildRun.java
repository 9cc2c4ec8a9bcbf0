package io.nagare.testing.simulation;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import io.nagare.engine.virtual.VirtualMachine;
import java.time.Duration;

/**
 * A child of a simulated host: a process with a runtime of its own, from its start to its end. Used by the thread that
 * steps.
 *
 * <p>Always holds: when it has ended, nothing of it runs any more, and its streams and files are closed. The process
 * that has started it learns that a moment later, and signals take a moment too.
 */
final class ChildRun {

    /** What the shell says of a process that a signal has ended: 128 and the signal's number. */
    private static final int BROKEN_PIPE = 141;

    private static final int KILLED = 137;
    private static final int TERMINATED = 143;

    private static final int FAILED = 1;
    private static final int LARGEST_CODE = 255;

    private static final Duration LONGEST_MOMENT = Duration.ofNanos(500_000);

    private final Host host;
    private final HostPrograms programs;
    private final SimulatedChild child;
    private final Disk.User files;
    private final VirtualMachine machine;
    private final SimulatedProcess process = new SimulatedProcess(this);
    private boolean ended;

    ChildRun(Host host, HostPrograms programs, HostPrograms.Streams streams, SimulatedChild child) {
        this.host = host;
        this.programs = programs;
        this.child = child;
        this.files = host.disk().newUser();
        this.machine = host.machines().child(
                host.name() + "/" + child.name() + "-" + child.pid(),
                programs.chance().split()::below,
                HostSurroundings.ofChild(host, files, streams.descriptors(), this));
        streams.broken(() -> endSoon(BROKEN_PIPE));
    }

    SimulatedChild child() {
        return child;
    }

    SimulatedProcess process() {
        return process;
    }

    void begin(ChildProgram program) {
        One<Integer> code = One.defer(() -> {
            try {
                return requireNonNull(program.start(child), () -> "the program " + child.name() + " returned null");
            } catch (Exception failure) {
                return One.error(failure);
            }
        });
        machine.runtime()
                .spawn(code.defaultIfEmpty(0).doOnNext(this::exit).doOnError(failure -> endSoon(FAILED)));
    }

    private void exit(int code) {
        if (code < 0 || code > LARGEST_CODE) {
            throw new IllegalArgumentException("an exit code must be from 0 to 255, but was " + code);
        }
        endSoon(code);
    }

    /** Asks it to end, a moment later. */
    void terminate() {
        programs.later(() -> {
            if (!ended && !child.handlesTermination()) {
                end(TERMINATED);
            }
        }, Duration.ZERO, LONGEST_MOMENT);
    }

    /** Ends it, a moment later. */
    void kill() {
        programs.later(() -> end(KILLED), Duration.ZERO, LONGEST_MOMENT);
    }

    /** Ends it when what runs now has run: it may be the child itself. */
    private void endSoon(int code) {
        programs.later(() -> end(code), Duration.ZERO, Duration.ZERO);
    }

    private void end(int code) {
        if (!ended) {
            host.note(child + " ends with " + code);
            stop();
            programs.later(() -> process.exited(code), Duration.ZERO, LONGEST_MOMENT);
        }
    }

    /** Ends it. Nobody is told. */
    void stop() {
        if (!ended) {
            ended = true;
            host.simulation().findings().collectUnseen(child + " on " + host, machine);
            machine.crash();
            host.machines().ended(machine);
            files.end();
            child.closeStreams();
            programs.ended(this);
        }
    }

    @Override
    public String toString() {
        return child.toString();
    }
}
