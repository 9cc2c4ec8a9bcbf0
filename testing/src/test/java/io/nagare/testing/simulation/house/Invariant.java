package io.nagare.testing.simulation.house;

import io.nagare.testing.simulation.Simulation;
import io.nagare.testing.simulation.SimulationFailure;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The invariants of ARCHITECTURE.md, by number. Closing a simulation checks two of them in every history: 7, no failure
 * was lost, and 9, no descriptor is left open. A lost wake-up (2) is a deadlock, which the simulation tells.
 */
final class Invariant {

    private Invariant() {}

    static void require(int number, boolean holds, Supplier<String> what) {
        if (!holds) {
            throw broken(number, what.get());
        }
    }

    static AssertionError broken(int number, String what) {
        return new AssertionError("invariant " + number + ": " + what);
    }

    /** Runs until something has happened that the invariant promises. */
    static void reach(int number, Simulation simulation, BooleanSupplier happened, Duration limit) {
        try {
            simulation.runUntil(happened, limit);
        } catch (SimulationFailure failure) {
            String first = failure.getMessage().lines().findFirst().orElse("");
            throw new AssertionError("invariant " + number + ": " + first, failure);
        }
    }
}
