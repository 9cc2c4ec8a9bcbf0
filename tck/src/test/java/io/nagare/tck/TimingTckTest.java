package io.nagare.tck;

import static io.nagare.tck.Row.many;
import static io.nagare.tck.Row.one;
import static io.nagare.tck.Row.source;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.policy.MissedTick;
import io.nagare.policy.TimeLimits;
import java.time.Duration;
import java.util.List;
import org.reactivestreams.Publisher;

/** Sources and operators of time. */
final class TimingTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                many("Many.debounce(Duration)", items -> items.debounce(Duration.ofMillis(1))).atMost(1),
                source("One.delay(Duration)", n -> One.delay(Duration.ofMillis(2))).atMost(0),
                many("Many.delayElements(Duration)", items -> items.delayElements(Duration.ZERO)).atMost(200),
                one("One.delayElements(Duration)", one -> one.delayElements(Duration.ZERO)),
                many("Many.delaySubscription(Duration)", items -> items.delaySubscription(Duration.ZERO)),
                one("One.delaySubscription(Duration)", one -> one.delaySubscription(Duration.ZERO)),
                source("Many.interval(Duration)", n -> Upstream.bounded(Many.interval(Duration.ofMillis(1)), n))
                        .oneByOneAtMost(100),
                source(
                        "Many.interval(Duration,Duration)",
                        n -> Upstream.bounded(Many.interval(Duration.ZERO, Duration.ofMillis(1)), n))
                        .oneByOneAtMost(100),
                source("Many.interval(Duration,Duration,MissedTick)", TimingTckTest::manyInterval).oneByOneAtMost(100),
                many("Many.sample(Duration)", items -> items.sample(Duration.ofMillis(1))).atMost(1),
                many("Many.take(Duration)", items -> items.take(Duration.ofMinutes(1))),
                many("Many.throttle(int,Duration)", items -> items.throttle(1_000_000, Duration.ofMillis(1))),
                many("Many.throttle(int,Duration,int)", items -> items.throttle(1_000_000, Duration.ofMillis(1), 5)),
                many("Many.throttleFirst(Duration)", items -> items.throttleFirst(Duration.ofMillis(1))).atMost(1),
                many("Many.timed()", items -> items.timed()),
                one("One.timed()", one -> one.timed()),
                many("Many.timeout(Duration)", items -> items.timeout(Duration.ofMinutes(1))),
                many("Many.timeout(TimeLimits)", items -> items.timeout(TimeLimits.total(Duration.ofMinutes(1)))),
                many(
                        "Many.timeout(TimeLimits,Supplier)",
                        items -> items.timeout(TimeLimits.total(Duration.ofMinutes(1)), Many::never)),
                one("One.timeout(Duration)", one -> one.timeout(Duration.ofMinutes(1))),
                one("One.timeout(TimeLimits)", one -> one.timeout(TimeLimits.total(Duration.ofMinutes(1)))),
                one(
                        "One.timeout(TimeLimits,Supplier)",
                        one -> one.timeout(TimeLimits.total(Duration.ofMinutes(1)), One::never)));
    }

    private static Publisher<Long> manyInterval(long n) {
        return Upstream.bounded(Many.interval(Duration.ofMillis(1), Duration.ofMillis(1), MissedTick.BURST), n);
    }
}
