package io.nagare.examples;

import io.nagare.Many;
import io.nagare.One;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;

/**
 * Readings of a sensor go from Nagare to Reactor and back. There is no adapter: both libraries speak Reactive Streams.
 *
 * <p>Demand passes through both libraries. The slow reader at the end takes four averages. So fewer than thirty
 * readings are taken, although the sensor has a million.
 */
final class ReactorBridge {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private ReactorBridge() {}

    static One<Void> run(Consumer<String> out) {
        AtomicInteger taken = new AtomicInteger();
        Many<Integer> sensor = Many.range(0, 1_000_000).doOnNext(reading -> taken.incrementAndGet());
        return report(averages(sensor))
                .delayElements(PAUSE)
                .take(4)
                .doOnNext(line -> out.accept(line + ", readings taken so far: " + taken))
                .then();
    }

    /** Reactor consumes a Nagare stream: of five readings each the average. Requests ten readings ahead at most. */
    static Flux<Double> averages(Many<Integer> readings) {
        return Flux.from(readings)
                .limitRate(10)
                .buffer(5)
                .map(five -> five.stream().mapToInt(Integer::intValue).average().orElseThrow());
    }

    /** Nagare consumes a stream of Reactor's: the averages as text. Requests what its subscriber requests. */
    static Many<String> report(Flux<Double> averages) {
        return Many.from(averages).map(average -> "average " + average);
    }
}
