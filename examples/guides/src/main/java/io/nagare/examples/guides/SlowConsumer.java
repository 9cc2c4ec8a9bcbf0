package io.nagare.examples.guides;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.policy.MissedTick;
import io.nagare.policy.Overflow;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A sensor with a reading every 10 ms, and a consumer that needs 100 ms for each. */
final class SlowConsumer {

    private static final Duration EVERY = Duration.ofMillis(10);

    private final Consumer<String> out;

    SlowConsumer(Consumer<String> out) {
        this.out = out;
    }

    private static Many<Long> readings() {
        return Many.interval(EVERY, EVERY, MissedTick.BURST).take(100);
    }

    private static One<Long> store(long reading) {
        return One.delay(Duration.ofMillis(100)).thenReturn(reading);
    }

    One<Void> run() {
        return show("the source waits", readings())
                .then(show("keep the last 4", readings().onOverflow(Overflow.dropOldest(4))))
                .then(show("keep the latest", readings().onOverflow(Overflow.latest())))
                .then(show("one for many", readings().conflate(Math::max)))
                .then(show("10 at a time", readings().buffer(10).map(batch -> batch.get(9))))
                .then(show("fail", readings().onOverflow(Overflow.fail(4))));
    }

    private One<Void> show(String title, Many<Long> readings) {
        return readings.concatMap(SlowConsumer::store)
                .collectList()
                .timed()
                .map(stored -> title + ": " + ends(stored.item()) + ", after "
                        + stored.sinceSubscription().toMillis() + " ms")
                .onErrorReturn(failure -> title + ": " + failure.getClass().getSimpleName())
                .doOnNext(out)
                .then();
    }

    private static String ends(List<Long> stored) {
        return stored.size() + " stored, first " + stored.get(0) + ", last " + stored.get(stored.size() - 1);
    }
}
