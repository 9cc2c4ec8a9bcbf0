package io.nagare.engine.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.Signal;
import io.nagare.SignalListener;
import io.nagare.Timed;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.MissedTick;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Signals as values, and operators that observe the signals. */
class LookingTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Object> seen = new ArrayList<>();
    private final IOException failure = new IOException("failed");
    private final IllegalStateException boom = new IllegalStateException("boom");

    private <T> Probe<T> start(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        if (demand > 0) {
            probe.request(demand);
        }
        scheduler.runAll();
        return probe;
    }

    private Many<Integer> failing() {
        return Many.just(1).concatWith(Many.error(failure));
    }

    @Test
    void signalsBecomeValuesAndBack() {
        Signal<Integer> one = new Signal.Next<>(1);
        assertEquals(
                List.of(one, new Signal.Completed<>(), "complete"), start(Many.just(1).materialize(), 9).signals());
        assertEquals(
                List.of(one, new Signal.Failed<>(failure), "complete"),
                start(failing().materialize(), 9).signals());
        assertEquals(List.of(1, "complete"), start(Many.dematerialize(Many.just(1).materialize()), 9).signals());
        assertEquals(List.of(1, failure), start(Many.dematerialize(failing().materialize()), 9).signals());
    }

    @Test
    void theEndAsAValueNeedsDemand() {
        Probe<Signal<Integer>> probe = start(Many.just(1).materialize(), 1);
        assertEquals(List.of(new Signal.Next<>(1)), probe.signals());
        probe.request(1);
        scheduler.runAll();
        assertEquals(List.of(new Signal.Next<>(1), new Signal.Completed<>(), "complete"), probe.signals());
        Probe<Signal<Integer>> failed = start(failing().materialize(), 1);
        assertEquals(List.of(new Signal.Next<>(1)), failed.signals());
        failed.request(1);
        scheduler.runAll();
        assertEquals(List.of(new Signal.Next<>(1), new Signal.Failed<>(failure), "complete"), failed.signals());
    }

    @Test
    void nothingFollowsAnEndAmongTheValues() {
        Many<Signal<Integer>> two = Many.just(new Signal.Completed<>(), new Signal.Next<>(2));
        assertEquals(
                List.of("complete"),
                start(Many.dematerialize(two.doOnCancel(() -> seen.add("cancelled"))), 9)
                        .signals());
        assertEquals(List.of("cancelled"), seen);
    }

    @Test
    void aOneBecomesOneValue() {
        assertEquals(List.of(new Signal.Next<>(1), "complete"), start(One.just(1).materialize(), 1).signals());
        assertEquals(List.of(new Signal.Completed<>(), "complete"), start(One.empty().materialize(), 1).signals());
        assertEquals(
                List.of(new Signal.Failed<>(failure), "complete"),
                start(One.error(failure).materialize(), 1).signals());
    }

    @Test
    void eachSignalIsShown() {
        start(failing().doOnEach(seen::add), 9);
        start(One.empty().doOnEach(seen::add), 9);
        assertEquals(List.of(new Signal.Next<>(1), new Signal.Failed<>(failure), new Signal.Completed<>()), seen);
        assertEquals(List.of(boom), start(Many.just(1).doOnEach(signal -> {
            throw boom;
        }), 9).signals());
    }

    /** Records the calls of a listener. */
    private final class Ear implements SignalListener<Object> {

        private final List<Object> heard = new ArrayList<>();

        Ear() {
            seen.add(heard);
        }

        @Override
        public void onSubscribe() {
            heard.add("subscribed");
        }

        @Override
        public void onRequest(long n) {
            heard.add("requested " + n);
        }

        @Override
        public void onNext(Object item) {
            heard.add(item);
        }

        @Override
        public void onError(Throwable cause) {
            heard.add(cause);
        }

        @Override
        public void onComplete() {
            heard.add("completed");
        }

        @Override
        public void onCancel() {
            heard.add("cancelled");
        }
    }

    @Test
    void eachSubscriptionHasAListenerOfItsOwn() {
        Many<Integer> tapped = Many.range(1, 2).tap(Ear::new);
        start(tapped, 5);
        start(tapped, 1).cancel();
        scheduler.runAll();
        start(failing().tap(Ear::new), 5);
        start(One.just(7).tap(Ear::new), 1);
        assertEquals(
                List.of(
                        List.of("subscribed", "requested 5", 1, 2, "completed"),
                        List.of("subscribed", "requested 1", 1, "cancelled"),
                        List.of("subscribed", "requested 5", 1, failure),
                        List.of("subscribed", "requested 1", 7, "completed")),
                seen);
        assertEquals(List.of(1, "complete"), start(Many.just(1).tap(() -> new SignalListener<>() {}), 1).signals());
    }

    @Test
    void whatComesAfterTheEnd() {
        Many<Integer> two = Many.range(1, 2).doAfterTerminate(() -> seen.add("after"));
        start(two.doOnComplete(() -> seen.add("end")), 9);
        start(One.error(failure).doAfterTerminate(() -> seen.add("after")).doOnError(e -> seen.add("failure")), 9);
        start(two, 1).cancel();
        scheduler.runAll();
        assertEquals(List.of("end", "after", "failure", "after"), seen);
        assertEquals(List.of("complete"), start(Many.empty().doAfterTerminate(() -> {
            throw boom;
        }), 1).signals());
        assertSame(boom, scheduler.takeUnseen().get(0));
    }

    @Test
    void itemsHaveTheirTimes() {
        Duration ms = Duration.ofMillis(1);
        Many<Timed<Long>> timed = Many.interval(ms.multipliedBy(5), ms.multipliedBy(2), MissedTick.BURST)
                .take(3)
                .timed();
        Probe<Timed<Long>> probe = start(timed, 2);
        scheduler.advance(ms.multipliedBy(20));
        probe.request(1);
        scheduler.runAll();
        assertEquals(
                List.of(
                        new Timed<>(0L, ms.multipliedBy(5), ms.multipliedBy(5)),
                        new Timed<>(1L, ms.multipliedBy(7), ms.multipliedBy(2)),
                        new Timed<>(2L, ms.multipliedBy(20), ms.multipliedBy(13)),
                        "complete"),
                probe.signals());
        Probe<Timed<Integer>> one = start(One.delay(ms).then(One.just(1)).timed(), 1);
        scheduler.advance(ms);
        assertEquals(List.of(new Timed<>(1, ms, ms), "complete"), one.signals());
    }

    @Test
    void aLogChangesNothing() {
        assertEquals(List.of(1, failure), start(failing().log("io.nagare.test"), 9).signals());
        start(Many.never().log("io.nagare.test"), Long.MAX_VALUE).cancel();
        scheduler.runAll();
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void nothingIsLost() {
        Tally.check(m -> m.timed(), timed -> List.of(timed.item()));
        Tally.check(m -> m.tap(() -> new SignalListener<>() {}), List::of);
        Tally.check(m -> m.doOnEach(signal -> {}), List::of);
        Tally.check(m -> m.doAfterTerminate(() -> {}), List::of);
        Tally.check(m -> Many.dematerialize(m.materialize()), List::of);
    }
}
