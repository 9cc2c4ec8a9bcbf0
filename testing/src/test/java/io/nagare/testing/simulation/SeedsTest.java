package io.nagare.testing.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.One;
import io.nagare.testing.simulation.junit.SimulationTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Ranges of seeds, and tests of JUnit that play them. */
class SeedsTest {

    private static final TreeSet<Long> PLAYED = new TreeSet<>();

    @SimulationTest(seeds = 10, from = 5)
    void eachSeedIsPlayed(Simulation simulation) {
        PLAYED.add(simulation.seed());
    }

    @SimulationTest(seeds = 3, twice = true)
    void aHistoryIsPlayedTwice(Simulation simulation) {
        assertEquals(1, simulation.host("a").blockOn(() -> One.just(1)));
    }

    @AfterAll
    static void allWerePlayed() {
        assertEquals(10, PLAYED.size());
        assertEquals(5, PLAYED.first());
        assertEquals(14, PLAYED.last());
    }

    @Test
    void aFactorPlaysMoreSeeds() {
        AtomicLong played = new AtomicLong();
        withFactor("7", () -> Simulation.forSeeds(3).check(simulation -> played.incrementAndGet()));
        assertEquals(21, played.get());
    }

    @Test
    void aFactorOutOfRangeIsRefused() {
        IllegalArgumentException failure = assertThrows(
                IllegalArgumentException.class,
                () -> withFactor("0", () -> Simulation.forSeeds(1).check(simulation -> {})));
        assertEquals("nagare.simulation.factor must be from 1 to 1,000,000, but was 0", failure.getMessage());
    }

    /** What the histories of a seed print on the error stream, which tells of another history. */
    private static String told(String seed, Seeds.Scenario scenario) {
        PrintStream before = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true));
        try {
            with(Seeds.PROPERTY, seed, () -> assertThrows(
                    SimulationFailure.class, () -> Simulation.forSeeds(1).check(scenario)));
        } finally {
            System.setErr(before);
        }
        return told.toString();
    }

    @Test
    void aPrintedSeedTellsIfItsHistoryIsAnother() {
        Seeds.Scenario fails = simulation -> {
            simulation.host("a").blockOn(() -> One.delay(Duration.ofMillis(1)));
            throw new IllegalStateException("fails");
        };
        SimulationFailure failure =
                assertThrows(SimulationFailure.class, () -> Simulation.forSeeds(1).from(92).check(fails));
        assertEquals("", told(failure.printedSeed(), fails));
        String told = told("92@7f3a", fails);
        assertTrue(told.contains("the seed 92@7f3a has another history now"), told);
    }

    private static void withFactor(String factor, Runnable plays) {
        with(Seeds.FACTOR_PROPERTY, factor, plays);
    }

    private static void with(String property, String value, Runnable plays) {
        System.setProperty(property, value);
        try {
            plays.run();
        } finally {
            System.clearProperty(property);
        }
    }

    /** The failure of a scenario that fails the first so many times that it is played, whatever its faults are. */
    private static String failureOfTheFirst(int times) {
        AtomicLong plays = new AtomicLong();
        SimulationFailure failure = assertThrows(
                SimulationFailure.class, () -> Simulation.forSeeds(1).check(simulation -> {
                    simulation.host("a");
                    simulation.faults(1);
                    simulation.run(Duration.ofSeconds(10));
                    assertTrue(plays.getAndIncrement() >= times, "it fails");
                }));
        assertTrue(failure.getMessage().contains("it fails"), failure.getMessage());
        return failure.getMessage();
    }

    @Test
    void aFailureThatDoesNotComeAgainSaysSo() {
        String message = failureOfTheFirst(1);
        assertTrue(message.contains("the same history did not fail"), message);
    }

    /** The history is confirmed, and then no part of it fails. */
    @Test
    void aFailureThatEndsWhileFaultsAreTakenAwayIsKept() {
        failureOfTheFirst(2);
    }

    /** A number that is no part of the simulation makes the second run another one. */
    @Test
    void whatIsNotDeterminedIsFoundAndNamed() {
        AtomicLong outside = new AtomicLong();
        SimulationFailure failure = assertThrows(
                SimulationFailure.class,
                () -> Simulation.forSeeds(1).checkDetermined(simulation -> simulation
                        .host("a")
                        .blockOn(() -> One.delay(Duration.ofMillis(outside.incrementAndGet())))));
        assertTrue(failure.getMessage().contains("not determined by its seed; event"), failure.getMessage());
    }
}
