package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.testing.TestSubscriber;
import io.nagare.testing.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class ReactorBridgeExampleTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final AtomicInteger made = new AtomicInteger();

    @Test
    void reactorConsumesAStreamOfNagareWithinItsDemand() {
        Many<Integer> readings = Many.range(0, 1_000_000).doOnNext(reading -> made.incrementAndGet());
        StepVerifier.create(ReactorBridge.averages(readings), 0)
                .expectSubscription()
                .then(() -> assertTrue(made.get() <= 10, () -> made + " readings without demand"))
                .thenRequest(1)
                .expectNext(2.0)
                .then(() -> assertTrue(made.get() <= 5 + 10, () -> made + " readings for one average"))
                .thenRequest(1)
                .expectNext(7.0)
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void nagareConsumesAFluxWithinItsDemand() {
        Flux<Double> averages =
                Flux.range(1, 1_000_000).map(Integer::doubleValue).doOnNext(item -> made.incrementAndGet());
        TestSubscriber<String> reader = TestSubscriber.to(ReactorBridge.report(averages));
        reader.request(2).awaitItems(2).assertItems("average 1.0", "average 2.0").assertNotEnded();
        assertEquals(2, made.get());
        reader.cancel();
    }

    @Test
    void aFailureOfReactorsPassesThrough() {
        Flux<Double> averages = Flux.just(1.0).concatWith(Flux.error(new IllegalStateException("broken sensor")));
        TestSubscriber<String> reader = TestSubscriber.to(ReactorBridge.report(averages));
        reader.request(5).awaitEnd().assertItems("average 1.0").assertFailed(IllegalStateException.class);
    }

    @Test
    void theSlowReaderSlowsTheSensor() {
        List<String> lines = new ArrayList<>();
        try (VirtualRuntime runtime = VirtualRuntime.start()) {
            runtime.blockOn(ReactorBridge.run(lines::add));
        }
        assertEquals(4, lines.size());
        assertTrue(lines.get(3).startsWith("average 17.0, "), lines::toString);
        int taken = Integer.parseInt(lines.get(3).substring(lines.get(3).lastIndexOf(' ') + 1));
        assertTrue(taken < 30, lines::toString);
    }
}
