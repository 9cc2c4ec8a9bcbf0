package io.nagare.testing.simulation;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far a history has come.
 *
 * @param elapsed the virtual time
 * @param hash of all events so far
 * @param impossible the faults that could not happen
 * @param lastEvents the last events, each on a line
 */
record Moment(long seed, Duration elapsed, long events, long hash, List<String> impossible, String lastEvents) {

    /** How many events are shown in a failure. */
    private static final int SHOWN = 40;

    static Moment of(Simulation simulation) {
        return new Moment(
                simulation.seed(),
                simulation.elapsed(),
                simulation.events(),
                simulation.hash(),
                Stream.concat(
                                simulation.faultHistory().impossible().stream(),
                                simulation.withoutOccasion().stream())
                        .toList(),
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
                        + (impossible.isEmpty() ? "" : "\nCould not happen: " + String.join("; ", impossible))
                        + "\nThe last events:\n" + lastEvents
                        + "To play this history again: Simulation.start(" + seed + "L), or -D" + Seeds.PROPERTY + "="
                        + printed,
                cause);
    }
}
