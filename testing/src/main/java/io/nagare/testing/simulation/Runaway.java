package io.nagare.testing.simulation;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds programs that never yield. A daemon thread looks at the simulations once a second. If one has made no step for
 * ten seconds although its thread drives it, the thread's stack is printed once. A thread that waits is interrupted,
 * so that its test fails. Nothing ends an endless loop.
 */
final class Runaway {

    private static final long LOOK_MILLIS = 1_000;
    private static final int PATIENCE = 10;

    /** A thread in one of these waits, and an interrupt ends most waits. */
    private static final Set<Thread.State> BLOCKED = EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    /** The simulations that are driven, with what was seen of them. */
    private static final Map<Simulation, Seen> DRIVEN = new ConcurrentHashMap<>();

    private record Seen(long steps, int times) {}

    static {
        Thread watcher = new Thread(Runaway::watch, "nagare-simulation-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    private Runaway() {}

    /** The calling thread begins to drive a simulation. */
    static void begin(Simulation simulation) {
        DRIVEN.put(simulation, new Seen(simulation.events(), 0));
    }

    /** The calling thread has stopped driving a simulation. */
    static void end(Simulation simulation) {
        DRIVEN.remove(simulation);
    }

    private static void watch() {
        try {
            for (; ; ) {
                Thread.sleep(LOOK_MILLIS);
                DRIVEN.keySet().forEach(simulation -> DRIVEN.computeIfPresent(simulation, Runaway::look));
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static Seen look(Simulation simulation, Seen before) {
        long steps = simulation.events();
        if (steps != before.steps) {
            return new Seen(steps, 0);
        }
        if (before.times + 1 == PATIENCE) {
            Thread thread = simulation.owner();
            System.err.println("seed " + simulation.seed() + ": a program has not yielded for " + PATIENCE + " s:\n"
                    + stack(thread));
            if (BLOCKED.contains(thread.getState())) {
                thread.interrupt();
            }
        }
        return new Seen(steps, before.times + 1);
    }

    private static String stack(Thread thread) {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement frame : thread.getStackTrace()) {
            text.append("\tat ").append(frame).append('\n');
        }
        return text.toString();
    }
}
