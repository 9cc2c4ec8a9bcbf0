package io.nagare.testing.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.fs.AsyncFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a test is told that relies on faults which cannot happen, and what faults leave to the test. */
class VainFaultsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Simulation simulation = Simulation.start(1);

    private static void assertTold(String text, Throwable failure) {
        assertTrue(failure.getMessage().contains(text), failure.getMessage());
    }

    @Test
    void crashesWithoutAHostThatMayCrashFailTheTest() {
        simulation.host("host");
        simulation.faults(0.5).only(Faults.Kind.PAUSE, Faults.Kind.CRASH);
        simulation.run(MINUTE);
        SimulationFailure failure = assertThrows(SimulationFailure.class, simulation::close);
        assertTold("can never happen in this simulation: CRASH (crashing(...) names no host)", failure);
        assertFalse(failure.getMessage().contains("PAUSE ("), failure.getMessage());
    }

    @Test
    void crashesOfHostsThatAreNamedLaterAreNoFinding() {
        Host host = simulation.host("host");
        simulation.faults(0.5).only(Faults.Kind.CRASH).crashing(host);
        simulation.run(MINUTE);
        simulation.close();
    }

    @Test
    void partitionsOfASingleHostFailTheTest() {
        simulation.host("host");
        simulation.faults(0.5).only(Faults.Kind.PARTITION);
        assertTold(
                "PARTITION (it needs two hosts, and there are 1)",
                assertThrows(SimulationFailure.class, simulation::close));
    }

    @Test
    void nobodyCannotCrash() {
        try (simulation) {
            Faults faults = simulation.faults(0.5);
            assertTold("was given none", assertThrows(IllegalArgumentException.class, () -> faults.crashing()));
        }
    }

    /** Without {@code only} whatever can happen may happen. A failure says what could not. */
    @Test
    void aFailureNamesTheKindsThatCouldNotHappen() {
        Host host = simulation.host("host", () -> Many.error(new IllegalStateException("planted")));
        simulation.faults(0.5).crashing(host);
        host.disk().failing(0.5);
        simulation.run(Duration.ofMillis(1));
        SimulationFailure failure = assertThrows(SimulationFailure.class, simulation::close);
        assertTold("\nCould not happen: PARTITION (it needs two hosts, and there are 1); ", failure);
        assertTold("; failures of the disk of host (its program has not used it with nagare-fs)", failure);
    }

    /** What histories print on the error stream. */
    private static String told(Seeds.Scenario scenario) {
        PrintStream before = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true));
        try {
            Simulation.forSeeds(3).check(scenario);
        } finally {
            System.setErr(before);
        }
        return told.toString();
    }

    @Test
    void faultsWithoutAnOccasionInAnyHistoryAreTold() {
        String told = told(played -> {
            Host host = played.host("a");
            played.host("b");
            host.disk().failing(0.1);
            played.network().loss("a", "b", 0.1);
            host.blockOn(() -> One.just(1));
        });
        assertTrue(told.startsWith("faults that could happen in none of the histories (3): failures of the disk of a"));
        assertTrue(told.contains("loss of packets on the way a-b (there were none)"), told);
    }

    @Test
    void faultsWithAnOccasionInOneHistoryAreNotTold() {
        assertEquals("", told(played -> {
            Host host = played.host("a");
            host.disk().failing(0.1);
            if (played.seed() == 1) {
                host.blockOn(() -> AsyncFile.readString(Path.of("/missing")).onErrorReturn(failure -> ""));
            }
        }));
    }

    /** A random pause may begin and end while the test itself pauses the host. */
    @Test
    void theEndOfARandomPauseLeavesThePauseOfTheTest() {
        try (simulation) {
            Host host = simulation.host("host");
            Faults faults = simulation.faults(1).only(Faults.Kind.PAUSE);
            host.pause();
            Task<Void> waiting = host.spawn(() -> One.delay(Duration.ofMillis(1)));
            simulation.run(MINUTE);
            assertTrue(faults.injected().size() > 10, "faults: " + faults.injected().size());
            assertTrue(host.isPaused());
            assertFalse(waiting.isDone());
            faults.stop();
            assertFalse(host.isPaused());
            simulation.runUntil(waiting::isDone, MINUTE);
        }
    }

    /** A pause of the test that begins behind a crash is not ended by a random pause from before the crash. */
    @Test
    void aCrashEndsThePausesBeforeIt() {
        try (simulation) {
            Host host = simulation.host("host");
            Object reason = new Object();
            host.pause(reason);
            host.crash().restart().pause();
            host.resume(reason);
            assertTrue(host.isPaused());
            host.resume();
            assertFalse(host.isPaused());
        }
    }

    @Test
    void aJumpOutOfTheRangeOfAClockIsRefused() {
        try (simulation) {
            Host host = simulation.host("host");
            host.jump(Duration.ofDays(365 * 150));
            for (Duration by : new Duration[] {
                Duration.ofDays(365 * 150),
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofSeconds(Long.MIN_VALUE),
                Duration.ofDays(-365 * 360)
            }) {
                assertTold(
                        "a clock must stay within 200 years of 1970, where it begins, but was to jump by " + by,
                        assertThrows(IllegalArgumentException.class, () -> host.jump(by)));
            }
            host.jump(Duration.ofDays(-365 * 150));
            assertEquals(0, host.now().getEpochSecond());
        }
    }

    @Test
    void aPathOfAnotherHostIsRefused() throws IOException {
        try (simulation) {
            // The host's task fails, and so does the call that has waited for it.
            simulation.expectUnseen(IllegalArgumentException.class::isInstance);
            Host one = simulation.host("one");
            Path file = simulation.host("other").disk().path("/secret");
            Files.writeString(file, "secret");
            assertTold(
                    "the path /secret is on the disk of the host other, which a program of the host one cannot reach",
                    assertThrows(RuntimeException.class, () -> one.blockOn(() -> AsyncFile.readString(file))));
            assertTold(
                    "a program used a path of the test on the disk of the host other",
                    assertThrows(
                            RuntimeException.class,
                            () -> one.blockOn(() -> One.fromCallable(() -> Files.readString(file)))));
        }
    }

    /** The test's path of the own disk stands for the path that the program would write, with all faults. */
    @Test
    void aPathOfTheTestOnTheOwnDiskIsAsTheProgramsOwn() throws IOException {
        try (simulation) {
            Host host = simulation.host("host");
            Path file = host.disk().path("/data");
            Files.writeString(file, "content");
            assertEquals("content", host.blockOn(() -> AsyncFile.readString(file)));
            host.disk().failing(1);
            assertTold(
                    "Input/output error",
                    assertThrows(RuntimeException.class, () -> host.blockOn(() -> AsyncFile.readString(file))));
        }
    }
}
