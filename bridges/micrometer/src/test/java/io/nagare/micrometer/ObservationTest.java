package io.nagare.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.driver.ThreadContext;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Observations of streams. */
class ObservationTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private Nagare nagare;

    @BeforeEach
    void start() {
        MicrometerNagare.carryContext();
        nagare = Nagare.multiThread().workers(2).start();
    }

    @AfterEach
    void close() {
        nagare.close();
        ThreadContext.carry(null);
    }

    private Observation observation(String name) {
        return Observation.createNotStarted(name, registry);
    }

    private <T> T note(T item) {
        Observation current = registry.getCurrentObservation();
        seen.add(current == null ? "none" : String.valueOf(current.getContext().getName()));
        return item;
    }

    @Test
    void functionsUpstreamFindIt() {
        Many<Integer> items = Many.range(0, 10)
                .map(this::note)
                .runOn(nagare)
                .delayElements(Duration.ofMillis(1))
                .mapParallel(2, this::note)
                .flatMap(item -> One.blocking(() -> note(item)));
        nagare.blockOn(MicrometerNagare.observe(items, () -> observation("orders")).then(), LIMIT);
        assertEquals(Set.of("orders"), Set.copyOf(seen));
        assertEquals(30, seen.size());
        TestObservationRegistryAssert.assertThat(registry)
                .hasSingleObservationThat()
                .hasNameEqualTo("orders")
                .hasBeenStarted()
                .hasBeenStopped()
                .hasLowCardinalityKeyValue("outcome", "completed");
    }

    @Test
    void functionsDownstreamFindThatOfTheSubscriber() {
        Observation around = observation("around").start();
        Many<Integer> items =
                MicrometerNagare.observe(Many.range(0, 3).runOn(nagare), () -> observation("orders")).map(this::note);
        around.scoped(() -> nagare.blockOn(items.then(), LIMIT));
        around.stop();
        assertEquals(Set.of("around"), Set.copyOf(seen));
        TestObservationRegistryAssert.assertThat(registry)
                .hasObservationWithNameEqualTo("orders")
                .that()
                .hasParentObservationEqualTo(around);
    }

    @Test
    void theOuterIsTheParentOfTheInner() {
        One<Integer> inner = MicrometerNagare.observe(
                One.delay(Duration.ofMillis(1)).then(One.just(1)), () -> observation("inner"));
        nagare.blockOn(
                MicrometerNagare.observe(Many.range(0, 2).concatMap(item -> inner), () -> observation("outer")).then(),
                LIMIT);
        TestObservationRegistryAssert.assertThat(registry)
                .hasNumberOfObservationsWithNameEqualTo("inner", 2)
                .hasObservationWithNameEqualTo("inner")
                .that()
                .hasParentObservationContextMatching(parent -> parent.getName().equals("outer"));
    }

    @Test
    void failuresAndCancellationsAreTold() {
        IllegalStateException planted = new IllegalStateException("planted");
        One<Integer> failing =
                MicrometerNagare.observe(One.<Integer>error(() -> planted), () -> observation("failing"));
        assertSame(planted, assertThrows(IllegalStateException.class, () -> nagare.blockOn(failing, LIMIT)));
        nagare.blockOn(
                MicrometerNagare.observe(Many.range(0, 9), () -> observation("cancelled")).take(2).then(), LIMIT);
        nagare.close();
        TestObservationRegistryAssert.assertThat(registry)
                .hasObservationWithNameEqualTo("failing")
                .that()
                .hasError(planted)
                .hasLowCardinalityKeyValue("outcome", "failed")
                .hasBeenStopped();
        TestObservationRegistryAssert.assertThat(registry)
                .hasObservationWithNameEqualTo("cancelled")
                .that()
                .doesNotHaveError()
                .hasLowCardinalityKeyValue("outcome", "cancelled")
                .hasBeenStopped();
    }

    @Test
    void aStreamThatItsRuntimeCancelsIsStopped() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        nagare.spawn(MicrometerNagare.observe(
                Many.never().doOnSubscribe(begun::countDown), () -> observation("never")));
        begun.await();
        nagare.close();
        TestObservationRegistryAssert.assertThat(registry)
                .hasSingleObservationThat()
                .hasBeenStopped()
                .hasLowCardinalityKeyValue("outcome", "cancelled");
    }

    @Test
    void noneIsLeftOnAWorker() {
        nagare.blockOn(
                MicrometerNagare.observe(Many.range(0, 5).runOn(nagare), () -> observation("orders")).then(), LIMIT);
        List<Integer> items = nagare.blockOn(
                Many.range(0, 64).mapParallel(8, this::note).collectList(), LIMIT);
        assertEquals(64, items.size());
        assertEquals(Set.of("none"), Set.copyOf(seen));
        assertNull(registry.getCurrentObservation());
    }

    @Test
    void aHandlerThatFailsIsReportedAndHarmsNoStream() {
        Queue<Throwable> reported = new ConcurrentLinkedQueue<>();
        ObservationRegistry failing = ObservationRegistry.create();
        failing.observationConfig().observationHandler(new ObservationHandler<Observation.Context>() {
            @Override
            public void onStop(Observation.Context context) {
                throw new IllegalStateException("planted");
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
        try (Nagare other = Nagare.multiThread()
                .workers(1)
                .onUnseenFailure((failure, where) -> reported.add(failure))
                .start()) {
            Many<Integer> items = MicrometerNagare.observe(
                    Many.range(0, 3), () -> Observation.createNotStarted("orders", failing));
            assertEquals(3, other.blockOn(items.count(), LIMIT));
        }
        assertEquals(List.of("planted"), reported.stream().map(Throwable::getMessage).toList());
    }

    @Test
    void aSupplierThatReturnsNullFailsTheStream() {
        Many<Integer> items = MicrometerNagare.observe(Many.range(0, 2), () -> null);
        assertEquals(
                "observe: the supplier returned null",
                assertThrows(NullPointerException.class, () -> nagare.blockOn(items.then(), LIMIT))
                        .getMessage());
    }
}
