package io.nagare.testing.simulation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a history has come.
 *
 * @param elapsed the virtual time
 * @param hash of all events so far
 * @param lastEvents the last events, each on a line
 */
record Moment(long seed, Duration elapsed, long events, long hash, String lastEvents) {

    /** How many events are shown in a failure. */
    private static final int SHOWN = 40;

    static Moment of(Simulation simulation) {
        return new Moment(
                simulation.seed(),
                simulation.elapsed(),
                simulation.events(),
                simulation.hash(),
                simulation.timeline().lastEvents(SHOWN));
    }

    /** Makes a failure that shows this moment. */
    SimulationFailure failure(String what, @Nullable Throwable cause) {
        String printed = SeedProperties.printed(seed, hash);
        return new SimulationFailure(
                printed,
                seed,
                what,
                "seed " + seed + ", after " + elapsed + " of virtual time and " + events + " events: " + what
                        + "\nThe last events:\n" + lastEvents
                        + "To play this history again: Simulation.start(" + seed + "L), or -D" + Seeds.PROPERTY + "="
                        + printed,
                cause);
    }
}
