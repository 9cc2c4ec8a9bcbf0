package io.nagare.testing.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.channel.Mpsc;
import io.nagare.net.Tcp;
import io.nagare.testing.simulation.junit.SimulationTest;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What a test is told that uses a simulation wrongly. */
class MisuseTest {

    private final Simulation simulation = Simulation.start(1);

    private static void assertTold(String text, Throwable failure) {
        assertTrue(failure.getMessage().contains(text), failure.getMessage());
    }

    @Test
    void aHostThatCrashesUnderAComputationIsNamed() {
        try (simulation) {
            Host host = simulation.host("host");
            simulation.faults(1).crashing(host).only(Faults.Kind.CRASH);
            assertTold(
                    "the host host crashed",
                    assertThrows(
                            SimulationFailure.class, () -> host.blockOn(() -> One.delay(Duration.ofMinutes(10)))));
        }
    }

    @Test
    void aPausedHostIsNamedInADeadlock() {
        try (simulation) {
            Host host = simulation.host("host").pause();
            assertTold(
                    "these hosts are paused: [host]",
                    assertThrows(SimulationFailure.class, () -> host.blockOn(() -> One.just(1))));
        }
    }

    @Test
    void aPacketThatComesBehindTheLimitIsNoDeadlock() {
        try (simulation) {
            simulation.host("server", () -> Tcp.serve("server", 7000, peer -> peer.writeAndEnd(peer.read())));
            Host client = simulation.host("client");
            simulation.run(Duration.ofMillis(100));
            Duration slow = Duration.ofSeconds(10);
            simulation.network().latency("client", "server", slow, slow);
            Task<Void> asking = client.spawn(() -> Tcp.connecting(
                            "server", 7000, peer -> peer.writeAndEnd(Bytes.utf8("question"))
                                    .thenMany(peer.read()))
                    .then());
            simulation.run(Duration.ofSeconds(25));
            assertTold(
                    "the condition does not hold after PT5S",
                    assertThrows(
                            SimulationFailure.class,
                            () -> simulation.runUntil(asking::isDone, Duration.ofSeconds(5))));
            simulation.runUntil(asking::isDone, Duration.ofMinutes(1));
        }
    }

    /** What blockOn has left behind is cancelled, and is no finding of its own. */
    @Test
    void aComputationThatDoesNotEndIsTheOnlyFailure() {
        try (simulation) {
            Host host = simulation.host("host");
            SimulationFailure late = assertThrows(
                    SimulationFailure.class,
                    () -> host.blockOn(() -> One.delay(Duration.ofHours(2)).thenReturn(1)));
            assertTold("after PT1H of virtual time", late);
        }
    }

    @Test
    void aNameThatNobodyCouldConnectToIsRefused() {
        try (Simulation simulation = Simulation.start(1)) {
            for (String name : List.of("", "a b", "m\u00fcnchen", "localhost", "10.9.9.9", "a..b", "http://a")) {
                IllegalArgumentException refused =
                        assertThrows(IllegalArgumentException.class, () -> simulation.host(name), name);
                assertTrue(refused.getMessage().startsWith("a host cannot be called"), refused.getMessage());
            }
            simulation.host("db-1.example");
        }
    }

    @Test
    void aProgramThatIsNullIsNamed() {
        simulation.host("host", () -> null);
        simulation.run(Duration.ofSeconds(1));
        assertTold(
                "the program of the host host returned null", assertThrows(SimulationFailure.class, simulation::close));
    }

    @Test
    void seedsBehindTheLastAreRefused() {
        assertTold(
                "there are no 10 seeds",
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Simulation.forSeeds(10).from(Long.MAX_VALUE)));
    }

    @Test
    void noDriftIsTooLarge() {
        try (simulation) {
            Host host = simulation.host("host");
            assertThrows(IllegalArgumentException.class, () -> host.drift(Long.MIN_VALUE));
        }
    }

    @Test
    void faultsWithoutHostsDoNothing() {
        try (simulation) {
            Faults faults = simulation.faults(1);
            simulation.run(Duration.ofMinutes(1));
            assertEquals(0, faults.injected().size());
        }
    }

    @Test
    void nothingIsChangedBehindTheEnd() {
        Host host = simulation.host("a");
        simulation.host("b");
        simulation.close();
        Consumer<Runnable> refused =
                call -> assertTold("closed", assertThrows(IllegalStateException.class, call::run));
        refused.accept(() -> simulation.network().partition("a", "b"));
        refused.accept(() -> simulation.network().resolves("c", "a"));
        refused.accept(() -> host.descriptors(3));
        refused.accept(() -> host.disk().capacity(3));
    }

    @Test
    void noOtherThreadChangesTheNetwork() throws InterruptedException {
        try (simulation) {
            simulation.host("a");
            simulation.host("b");
            FutureTask<?> change = new FutureTask<>(() -> simulation.network().partition("a", "b"));
            Thread other = new Thread(change, "other");
            other.start();
            other.join();
            assertTold(
                    "was called on other",
                    assertThrows(ExecutionException.class, change::get).getCause());
        }
    }

    @Test
    void nobodyIsAskedForAWrongAddress() {
        try (simulation) {
            Host host = simulation.host("host");
            assertTold(
                    "300.1.1.1 is unknown",
                    assertThrows(
                            RuntimeException.class,
                            () -> host.blockOn(
                                    () -> Tcp.connect("300.1.1.1", 7000).then())));
        }
    }

    @Test
    void aHostThatWasNotPausedDoesNotGoOn() {
        Simulation failing = Simulation.start(1);
        failing.host("host", () -> Many.error(new IllegalStateException("it fails")));
        failing.run(Duration.ofSeconds(1));
        SimulationFailure failure = assertThrows(SimulationFailure.class, failing::close);
        assertFalse(failure.getMessage().contains("goes on"), failure.getMessage());
    }

    void prepare(Simulation stranger) {}

    @SimulationTest(seeds = 1)
    void play(Simulation played) {}

    /** A method that JUnit calls before the test would get a simulation that the test does not play. */
    @Test
    void onlyTheTestItselfGetsASimulation() throws ReflectiveOperationException {
        assertTrue(isGiven(MisuseTest.class.getDeclaredMethod("play", Simulation.class)));
        assertFalse(isGiven(MisuseTest.class.getDeclaredMethod("prepare", Simulation.class)));
    }

    @Test
    void onlyItsOwnHostsCrash() {
        try (Simulation one = Simulation.start(1);
                Simulation other = Simulation.start(1)) {
            Host stranger = other.host("stranger");
            Faults faults = one.faults(1);
            assertTold(
                    "the host stranger is of another simulation",
                    assertThrows(IllegalArgumentException.class, () -> faults.crashing(stranger)));
        }
    }

    @Test
    void aLatencyIsAtMostADay() {
        try (Simulation simulation = Simulation.start(1)) {
            simulation.host("a");
            Duration tooLong = Duration.ofSeconds(Long.MAX_VALUE);
            assertTold(
                    "a latency must be at most a day",
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> simulation.network().latency("a", "a", Duration.ZERO, tooLong)));
        }
    }

    /** Takes ten seconds, so long is waited before a program counts as stuck. */
    @Test
    void aProgramThatWaitsOnTheOnlyThreadIsInterrupted() {
        try (Simulation simulation = Simulation.start(1)) {
            Host host = simulation.host("host");
            Throwable failure = assertThrows(
                    RuntimeException.class,
                    () -> host.blockOn(() -> One.fromCallable(() -> new CompletableFuture<String>().get())));
            while (failure != null && !(failure instanceof InterruptedException)) {
                failure = failure.getCause();
            }
            assertNotNull(failure);
            assertFalse(Thread.interrupted());
        }
    }

    @Test
    void aDeadlockNamesWhatIsWaitedFor() {
        try (Simulation simulation = Simulation.start(1)) {
            Host host = simulation.host("host");
            Mpsc<String> queue = Mpsc.bounded(1);
            assertTold(
                    "\n  on host: a task that waits for ",
                    assertThrows(SimulationFailure.class, () -> host.blockOn(queue::receive)));
        }
    }

    private static boolean isGiven(Method method) throws ReflectiveOperationException {
        Class<?> extension = Class.forName("io.nagare.testing.simulation.junit.SimulationExtension");
        Constructor<?> made = extension.getDeclaredConstructor();
        made.setAccessible(true);
        ParameterResolver resolver = (ParameterResolver) made.newInstance();
        return resolver.supportsParameter(new ParameterOf(method), null);
    }

    /** The first parameter of a method. */
    private record ParameterOf(Method method) implements ParameterContext {

        @Override
        public Parameter getParameter() {
            return method.getParameters()[0];
        }

        @Override
        public int getIndex() {
            return 0;
        }

        @Override
        public Optional<Object> getTarget() {
            return Optional.empty();
        }
    }
}
