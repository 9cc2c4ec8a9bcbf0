package io.nagare.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.driver.ThreadContext;
import io.nagare.reactor.ReactorNagare;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import reactor.core.publisher.Flux;

/** Thread locals that cross, by the accessors of a registry of the test's own. */
class ContextTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String TRACE = "trace";
    private static final ThreadLocal<@Nullable String> HERE = new ThreadLocal<>();

    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private Nagare nagare;

    @BeforeEach
    void carry() {
        ContextRegistry registry = new ContextRegistry().loadContextAccessors();
        registry.registerThreadLocalAccessor(TRACE, HERE);
        registry.registerThreadLocalAccessor(new Slf4jThreadLocalAccessor(TRACE));
        MicrometerNagare.carryContext(registry);
        nagare = Nagare.multiThread().workers(2).start();
    }

    @AfterEach
    void nothingIsLeftOnAWorker() {
        HERE.remove();
        MDC.clear();
        List<String> left = nagare.blockOn(
                Many.range(0, 64)
                        .mapParallel(8, item -> HERE.get() + " " + MDC.get(TRACE))
                        .collectList(),
                LIMIT);
        nagare.close();
        ThreadContext.carry(null);
        assertEquals(Set.of("null null"), Set.copyOf(left));
    }

    private <T> T note(String where, T item) {
        seen.add(where + " " + HERE.get() + " " + MDC.get(TRACE));
        return item;
    }

    @Test
    void aTraceOfTheSubscribingThreadIsEverywhere() {
        HERE.set("t1");
        MDC.put(TRACE, "m1");
        Many<Integer> items = Many.range(0, 10)
                .map(item -> note("map", item))
                .runOn(nagare)
                .delayElements(Duration.ofMillis(1))
                .mapParallel(2, item -> note("parallel", item))
                .flatMap(item -> One.blocking(() -> note("blocking", item)));
        nagare.blockOn(items.then(), LIMIT);
        assertEquals(Set.of("map t1 m1", "parallel t1 m1", "blocking t1 m1"), seen);
    }

    /** In a Flux's context, through a stage of ours behind a runOn, and through a broadcast to a Flow collector. */
    @Test
    void aTraceOfAFluxsContextIsFoundByOurFunctionsAndBehindABroadcast() throws InterruptedException {
        Broadcast<Integer> room = Broadcast.lagging(64);
        CountDownLatch collected = new CountDownLatch(3);
        HERE.set("t1");
        room.receiver()
                .map(item -> note("receiver", item))
                .runOn(nagare)
                .map(item -> note("behind runOn", item))
                .toFlowPublisher()
                .subscribe(new Flow.Subscriber<>() {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        subscription.request(Long.MAX_VALUE);
                    }

                    @Override
                    public void onNext(Integer item) {
                        note("collector", item);
                        collected.countDown();
                    }

                    @Override
                    public void onError(Throwable failure) {}

                    @Override
                    public void onComplete() {}
                });
        HERE.remove();
        Flux<Integer> sending = ReactorNagare.flux(ReactorNagare.many(Flux.range(0, 3))
                        .map(item -> note("upstream", item))
                        .runOn(nagare)
                        .doOnNext(item -> room.send(note("sender", item))))
                .contextWrite(context -> context.put(TRACE, "t1"));
        sending.blockLast(LIMIT);
        collected.await();
        assertEquals(
                Set.of(
                        "upstream t1 null",
                        "sender t1 null",
                        "receiver t1 null",
                        "behind runOn t1 null",
                        "collector t1 null"),
                seen);
    }

    @Test
    void aTaskHasWhatTheSpawningThreadHad() {
        HERE.set("t1");
        nagare.blockOn(nagare.spawn(() -> note("task", 1)), LIMIT);
        nagare.blockOn(nagare.spawnBlocking(() -> note("job", 1)), LIMIT);
        assertEquals(Set.of("task t1 null", "job t1 null"), seen);
    }

    /** {@link #nothingIsLeftOnAWorker} looks afterwards. */
    @Test
    void whatAFunctionLeavesBehindEndsWithTheRun() {
        Many<Integer> careless = Many.range(0, 64).mapParallel(8, item -> {
            HERE.set("left");
            MDC.put(TRACE, "left");
            return item;
        });
        nagare.blockOn(careless.then(), LIMIT);
        HERE.set("t1");
        nagare.blockOn(careless.then(), LIMIT);
        HERE.remove();
        nagare.blockOn(One.blocking(() -> note("job", 1)).doOnNext(item -> HERE.set("left")), LIMIT);
        nagare.blockOn(One.blocking(() -> note("next job", 1)), LIMIT);
        assertEquals(Set.of("job null null", "next job null null"), seen);
    }

    @Test
    void anObservationThatAFunctionLeavesOpenEndsWithTheRun() {
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(context -> true);
        ThreadContext.carry(MicrometerNagare.context(new ContextRegistry()
                .registerThreadLocalAccessor(new ObservationThreadLocalAccessor(observations))));
        for (int i = 0; i < 2; i++) {
            List<Boolean> found = nagare.blockOn(
                    Many.range(0, 64)
                            .mapParallel(8, item -> {
                                boolean none = observations.getCurrentObservation() == null;
                                Observation.start("left", observations).openScope();
                                return none;
                            })
                            .collectList(),
                    LIMIT);
            assertTrue(found.get(0), "in round " + i);
        }
        List<Boolean> clean = nagare.blockOn(
                Many.range(0, 64)
                        .mapParallel(8, item -> observations.getCurrentObservation() == null)
                        .collectList(),
                LIMIT);
        assertEquals(Set.of(true), Set.copyOf(clean));
    }

    @Test
    void withoutValuesNothingIsCaptured() {
        ContextRegistry registry = new ContextRegistry().registerThreadLocalAccessor(TRACE, HERE);
        assertNull(MicrometerNagare.context(registry).capture());
        HERE.set("t1");
        assertNotNull(MicrometerNagare.context(registry).capture());
    }
}
