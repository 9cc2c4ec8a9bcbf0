package io.nagare.testing.simulation;

import io.nagare.engine.virtual.VirtualMachine;
import io.nagare.engine.virtual.VirtualSurroundings;
import io.nagare.engine.virtual.VirtualWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/**
 * The runtimes on a host: that of its program since the last start, and one for each child. They share the host's clock
 * and its pauses. Used by the thread that drives the simulation, and by that which steps.
 */
final class HostMachines {

    private final VirtualWorld world;
    private final Supplier<VirtualMachine> made;
    private VirtualMachine main;
    private final Set<VirtualMachine> children = new LinkedHashSet<>();

    /** Why nothing runs: the host itself for the test, or the fault. */
    private final Set<Object> pauses = new HashSet<>();

    /** By how many parts in a million the clock runs fast. It is the host's, so it outlives the program. */
    private long drift;

    /**
     * The machines of a host.
     *
     * @param made makes the machine of the program, now and at each restart
     */
    HostMachines(VirtualWorld world, Supplier<VirtualMachine> made) {
        this.world = world;
        this.made = made;
        this.main = made.get();
    }

    /** The machine of the program. */
    VirtualMachine main() {
        return main;
    }

    /** Makes a machine for a child. */
    VirtualMachine child(String name, LongUnaryOperator chance, VirtualSurroundings surroundings) {
        VirtualMachine child = world.machine(name, chance, surroundings);
        setClock(child, main.now());
        children.add(child);
        if (isPaused()) {
            child.pause();
        }
        return child;
    }

    /** A child has ended. */
    void ended(VirtualMachine child) {
        children.remove(child);
    }

    /** Makes the program's machine anew, after a crash. */
    void restart() {
        Instant before = main.now();
        main = made.get();
        setClock(main, before);
    }

    private void setClock(VirtualMachine machine, Instant now) {
        machine.jump(Duration.between(machine.now(), now));
        machine.drift(drift);
    }

    /** The host has crashed. */
    void crash() {
        pauses.clear();
        main.crash();
    }

    boolean isPaused() {
        return !pauses.isEmpty();
    }

    /** Lets nothing run while there is this reason. */
    void pause(Object reason) {
        pauses.add(reason);
        all().forEach(VirtualMachine::pause);
    }

    /** Takes a reason away. Returns whether the host goes on, as there is no other one. */
    boolean resume(Object reason) {
        return pauses.remove(reason) && goOn();
    }

    /** Takes all reasons away. Returns whether there were any. */
    boolean resume() {
        boolean were = isPaused();
        pauses.clear();
        return were && goOn();
    }

    private boolean goOn() {
        boolean goesOn = pauses.isEmpty();
        if (goesOn) {
            all().forEach(VirtualMachine::resume);
        }
        return goesOn;
    }

    void drift(long partsInAMillion) {
        drift = partsInAMillion;
        all().forEach(machine -> machine.drift(partsInAMillion));
    }

    void jump(Duration by) {
        all().forEach(machine -> machine.jump(by));
    }

    /** What is live on all machines, oldest first on each. */
    List<Object> live() {
        List<Object> live = new ArrayList<>();
        all().forEach(machine -> live.addAll(machine.live()));
        return live;
    }

    /** The number of deadlines that are armed on all machines. */
    int armedCount() {
        return all().stream().mapToInt(VirtualMachine::armedCount).sum();
    }

    private List<VirtualMachine> all() {
        List<VirtualMachine> all = new ArrayList<>(children);
        all.add(0, main);
        return all;
    }
}
