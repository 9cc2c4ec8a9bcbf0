package io.nagare.testing.simulation;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The histories of a range of seeds.
 *
 * <pre>{@code
 * Simulation.forSeeds(1_000).check(simulation -> {
 *     simulation.host("server", server);
 *     ...
 * });
 * }</pre>
 *
 * @since 0.1
 */
public final class Seeds {

    /**
     * The system property that names the only seed to play, alone or as a failure prints it: {@code 92} or {@code
     * 92@7f3a}. With the hash, it is told if the seed has another history now.
     */
    public static final String PROPERTY = "nagare.simulation.seed";

    /** The system property that says how many times as many seeds to play, for example at night; 1 to 1,000,000. */
    public static final String FACTOR_PROPERTY = "nagare.simulation.factor";

    /**
     * What happens in one history.
     *
     * @since 0.1
     */
    @FunctionalInterface
    public interface Scenario {

        /**
         * Adds hosts, and drives the simulation. It is closed afterwards.
         *
         * @throws Exception if the history is not as it should be
         */
        void play(Simulation simulation) throws Exception;
    }

    private final long first;
    private final long count;

    Seeds(long first, long count) {
        if (count < 1) {
            throw new IllegalArgumentException("a number of seeds must be at least 1, but was " + count);
        }
        this.first = first;
        this.count = count;
    }

    /**
     * The same number of seeds, but from another one on.
     *
     * @throws IllegalArgumentException if there are not so many seeds from this one on
     */
    public Seeds from(long seed) {
        if (seed > Long.MAX_VALUE - count) {
            throw new IllegalArgumentException(
                    "there are no " + count + " seeds from " + seed + " on; the last seed is " + (Long.MAX_VALUE - 1));
        }
        return new Seeds(seed, count);
    }

    /**
     * Plays the scenario with each seed, until one fails. That one is played again, to see whether its history is the
     * same.
     *
     * @throws SimulationFailure if one fails
     * @throws IllegalArgumentException if a system property of this class is set and has no number in its range
     */
    public void check(Scenario scenario) {
        requireNonNull(scenario, "scenario");
        NeverHappened never = new NeverHappened();
        SeedProperties.seeds(first, count).forEach(seed -> {
            Played played = play(seed, scenario, false);
            never.add(played.simulation.withoutOccasion());
            if (played.failure != null) {
                SimulationFailure failure = confirmed(played, scenario);
                SeedProperties.compare(failure.printedSeed());
                throw failure;
            }
            SeedProperties.compare(SeedProperties.printed(seed, played.hash));
        });
        never.tell();
    }

    /**
     * Plays the scenario twice with each seed, and fails if the two histories of a seed differ.
     *
     * @throws SimulationFailure if a seed fails, or if two histories differ
     */
    public void checkDetermined(Scenario scenario) {
        requireNonNull(scenario, "scenario");
        SeedProperties.seeds(first, count).forEach(seed -> {
            Played one = play(seed, scenario, false);
            if (one.failure != null) {
                throw confirmed(one, scenario);
            }
            if (one.hash != play(seed, scenario, false).hash) {
                throw one.simulation.failure(undetermined(seed, scenario), null);
            }
        });
    }

    private record Played(Simulation simulation, long hash, @Nullable Throwable failure) {}

    private static Played play(long seed, Scenario scenario, boolean keepsAll) {
        return play(Simulation.start(seed, keepsAll, number -> true), scenario);
    }

    private static Played play(Simulation simulation, Scenario scenario) {
        Throwable failure = null;
        try (simulation) {
            playToFailure(simulation, scenario);
        } catch (Throwable thrown) {
            failure = thrown;
        }
        return new Played(simulation, simulation.hash(), failure);
    }

    private static void playToFailure(Simulation simulation, Scenario scenario) throws Exception {
        try {
            scenario.play(simulation);
        } catch (Throwable thrown) {
            simulation.failed();
            throw thrown;
        }
    }

    private static SimulationFailure confirmed(Played played, Scenario scenario) {
        Played again = play(played.simulation.seed(), scenario, false);
        if (again.hash != played.hash) {
            return played.simulation.failure(
                    played.failure + "\n" + undetermined(played.simulation.seed(), scenario), played.failure);
        }
        if (again.failure == null) {
            return played.simulation.failure(
                    played.failure + "\nPlayed again, the same history did not fail: the test depends on something"
                            + " outside of the simulation",
                    played.failure);
        }
        long drawn = played.simulation.faultHistory().drawn();
        return failure(drawn == 0 ? played : shrunk(played, drawn, scenario));
    }

    /** Plays the history with as few of its faults as it needs to fail; all of them, if it does not always fail. */
    private static Played shrunk(Played played, long drawn, Scenario scenario) {
        long seed = played.simulation.seed();
        Set<Long> needed = new Shrinking(allowed ->
                        play(Simulation.start(seed, false, allowed), scenario).failure != null)
                .shrink(drawn);
        Played shrunk = play(Simulation.start(seed, false, needed::contains), scenario);
        return shrunk.failure == null ? played : shrunk;
    }

    private static SimulationFailure failure(Played played) {
        Throwable thrown = requireNonNull(played.failure, "failure");
        List<String> faults = played.simulation.faultHistory().injected();
        if (faults.isEmpty() && thrown instanceof SimulationFailure failure) {
            return failure;
        }
        String needed = faults.isEmpty() ? "" : "\nIt needs these faults alone: " + String.join("; ", faults);
        String reason = thrown instanceof SimulationFailure failure ? failure.reason() : thrown.toString();
        return played.simulation.failure(reason + needed, thrown);
    }

    /** Says where two runs of a seed differ first. */
    private static String undetermined(long seed, Scenario scenario) {
        List<Timeline.Event> one = play(seed, scenario, true).simulation.timeline().all();
        List<Timeline.Event> other = play(seed, scenario, true).simulation.timeline().all();
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            if (!one.get(i).equals(other.get(i))) {
                return "this history is not determined by its seed; event " + i + " was\n  " + one.get(i)
                        + "\nand in another run\n  " + other.get(i);
            }
        }
        return "this history is not determined by its seed; two runs had " + one.size() + " and " + other.size()
                + " events";
    }
}
