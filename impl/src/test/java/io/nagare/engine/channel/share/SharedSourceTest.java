package io.nagare.engine.channel.share;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedSourceTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final AtomicInteger subscriptions = new AtomicInteger();
    private final AtomicInteger cancellations = new AtomicInteger();
    private final AtomicLong taken = new AtomicLong();

    private final Many<Integer> shared = Many.range(1, 100)
            .doOnNext(n -> taken.incrementAndGet())
            .doOnSubscribe(subscriptions::incrementAndGet)
            .doOnCancel(cancellations::incrementAndGet)
            .share(4);

    private <T> Probe<T> subscribe(Many<T> stream) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        scheduler.runAll();
        return probe;
    }

    @Test
    void theSourceIsSubscribedOnceAndTheSlowestPacesAll() {
        Probe<Integer> fast = subscribe(shared);
        Probe<Integer> slow = subscribe(shared);
        assertEquals(0, taken.get());
        fast.request(100);
        slow.request(2);
        scheduler.runAll();
        assertEquals(1, subscriptions.get());
        assertEquals(List.of(1, 2), slow.signals());
        assertEquals(taken.get(), fast.signals().size());
        assertEquals(true, taken.get() <= 2 + 4);
        slow.request(98);
        scheduler.runAll();
        assertEquals(101, fast.signals().size());
        assertEquals(fast.signals(), slow.signals());
    }

    @Test
    void aSlowSubscriberThatCancelsReleasesTheOthers() {
        Probe<Integer> fast = subscribe(shared).request(100);
        Probe<Integer> slow = subscribe(shared);
        scheduler.runAll();
        slow.cancel();
        scheduler.runAll();
        assertEquals(101, fast.signals().size());
    }

    @Test
    void theLastSubscriberCancelsTheSourceAndANewOneStartsItAnew() {
        Probe<Integer> only = subscribe(shared).request(1);
        scheduler.runAll();
        only.cancel();
        scheduler.runAll();
        assertEquals(1, cancellations.get());
        Probe<Integer> next = subscribe(shared).request(1);
        scheduler.runAll();
        assertEquals(2, subscriptions.get());
        assertEquals(List.of(1), next.signals());
        next.cancel();
        scheduler.runAll();
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void publishSubscribesOnceAndNoBranchMissesAnItem() {
        Probe<Integer> probe = subscribe(
                Many.range(1, 5).doOnSubscribe(subscriptions::incrementAndGet).publish(numbers -> Many.merge(
                                numbers.map(n -> n * 10), numbers.map(n -> n * 100))
                        .reduce(Integer::sum)
                        .toMany()));
        probe.request(1);
        scheduler.runAll();
        assertEquals(List.of(1650, "complete"), probe.signals());
        assertEquals(1, subscriptions.get());
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void publishCancelsTheSourceWhenTheSelectorDoesNotUseIt() {
        Probe<String> probe = subscribe(Many.<Integer>never()
                .doOnCancel(cancellations::incrementAndGet)
                .publish(numbers -> Many.just("done")));
        probe.request(1);
        scheduler.runAll();
        assertEquals(List.of("done", "complete"), probe.signals());
        assertEquals(1, cancellations.get());
        assertEquals(0, scheduler.liveCount());
    }
}
