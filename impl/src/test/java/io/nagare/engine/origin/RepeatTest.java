package io.nagare.engine.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.stage.Tally;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Repeat;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;

/** Subscribing again after completion. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RepeatTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final StepScheduler scheduler = new StepScheduler();
    private int subscriptions;

    private <T> Probe<T> start(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        if (demand > 0) {
            probe.request(demand);
        }
        scheduler.runAll();
        return probe;
    }

    private <T> Many<T> counted(Many<T> stream) {
        return stream.doFirst(() -> subscriptions++);
    }

    @Test
    void asOftenAsItSays() {
        assertEquals(List.of(1, 2, 1, 2, 1, 2, "complete"), start(Many.range(1, 2).repeat(2), 9).signals());
        assertEquals(List.of(1, 2, "complete"), start(Many.range(1, 2).repeat(0), 9).signals());
        assertEquals(List.of(7, 7, "complete"), start(One.just(7).repeat(1), 9).signals());
    }

    @Tag("case-37")
    @Test
    void demandIsCarriedOver() {
        Probe<Integer> probe = start(Many.range(1, 3).repeat(Long.MAX_VALUE), 4);
        assertEquals(List.of(1, 2, 3, 1), probe.signals());
        probe.request(3);
        scheduler.runAll();
        assertEquals(List.of(1, 2, 3, 1, 2, 3, 1), probe.signals());
        probe.cancel();
        scheduler.runAll();
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void afterAWait() {
        Probe<Integer> probe = start(counted(Many.just(1)).repeat(Repeat.times(2).delay(SECOND)), 9);
        assertEquals(List.of(1), probe.signals());
        scheduler.advance(SECOND.minusMillis(1));
        assertEquals(1, subscriptions);
        scheduler.advance(SECOND.multipliedBy(2));
        assertEquals(List.of(1, 1, 1, "complete"), probe.signals());
        Probe<Integer> cancelled = start(Many.just(1).repeat(Repeat.forever().delay(SECOND)), 9);
        assertEquals(1, scheduler.armedCount());
        cancelled.cancel();
        scheduler.runAll();
        assertEquals(0, scheduler.armedCount());
    }

    @Test
    void whileTheConditionHoldsAndNotAfterAFailure() {
        assertEquals(
                List.of(1, 1, 1, "complete"),
                start(counted(Many.just(1)).repeat(Repeat.forever().when(() -> subscriptions < 3)), 9).signals());
        IOException failure = new IOException("failed");
        assertEquals(List.of(failure), start(Many.error(failure).repeat(5), 9).signals());
    }

    @Tag("case-37")
    @Test
    void aMillionTimesNothing() {
        assertEquals(List.of("complete"), start(counted(Many.empty()).repeat(1_000_000), 0).signals());
        assertEquals(1_000_001, subscriptions);
    }

    @Test
    void untilThereIsAnItem() {
        One<Integer> third = One.fromCallable(() -> ++subscriptions < 3 ? null : subscriptions);
        assertEquals(List.of(3, "complete"), start(third.repeatWhenEmpty(Repeat.forever()), 1).signals());
        subscriptions = 0;
        assertEquals(List.of("complete"), start(third.repeatWhenEmpty(Repeat.times(1)), 1).signals());
    }

    @Test
    void nothingIsLost() {
        Tally.check(m -> m.repeat(1), List::of);
        Tally.check(m -> m.repeat(Repeat.times(2).delay(SECOND)), List::of);
    }
}
