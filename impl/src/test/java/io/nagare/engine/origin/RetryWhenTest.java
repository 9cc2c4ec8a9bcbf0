package io.nagare.engine.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.engine.EngineRuntime;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

class RetryWhenTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Object> seen = new ArrayList<>();
    private int attempts;

    private <T> Probe<T> start(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        probe.request(demand);
        scheduler.advance(Duration.ZERO);
        return probe;
    }

    /** Emits the number of the attempt, and then fails. Attempt {@code last} completes. */
    private Many<Integer> attempt(int last) {
        return Many.defer(() -> {
            int number = ++attempts;
            return Many.just(number)
                    .concatWith(
                            number < last ? Many.error(new IllegalStateException("attempt " + number)) : Many.empty());
        });
    }

    @Test
    void itSubscribesAgainWhenThePublisherHasCompleted() {
        Probe<Integer> probe = start(
                attempt(3).retryWhen(failure -> {
                    seen.add(failure.getMessage());
                    return Many.range(0, 2).delayElements(Duration.ofMillis(5));
                }),
                9);
        assertEquals(List.of(1), probe.signals());
        scheduler.advance(Duration.ofMillis(5));
        assertEquals(List.of(1), probe.signals(), "an item is not the end");
        scheduler.advance(Duration.ofMillis(5));
        assertEquals(List.of(1, 2), probe.signals());
        scheduler.advance(Duration.ofMillis(5));
        scheduler.advance(Duration.ofMillis(5));
        assertEquals(List.of(1, 2, 3, "complete"), probe.signals());
        assertEquals(List.of("attempt 1", "attempt 2"), seen);
    }

    /**
     * A subscription costs far more than an item. So a run ends after about a hundred of them, and other tasks go on.
     */
    @Test
    void endlessRetriesGiveWayAfterAHundredOrSo() {
        Task<Void> task = EngineRuntime.on(scheduler)
                .spawn(Many.defer(() -> {
                            attempts++;
                            return Many.error(new IllegalStateException("again"));
                        })
                        .retryWhen(failure -> One.empty()));
        for (int run = 0; run < 10; run++) {
            attempts = 0;
            assertTrue(scheduler.runOne());
            assertTrue(attempts > 10 && attempts <= 150, attempts + " in one run");
        }
        task.abort();
        scheduler.runAll();
    }

    @Test
    void aPublisherThatFailsGivesUpWithItsFailure() {
        IllegalStateException boom = new IllegalStateException("boom");
        assertEquals(List.of(1, boom), start(attempt(3).retryWhen(failure -> Many.error(boom)), 9).signals());
        assertEquals(List.of(boom), start(One.error(boom).retryWhen(One::error), 9).signals());
    }

    @Test
    void theDemandThatIsLeftGoesOnAndCancellationEndsAWait() {
        Probe<Integer> probe = start(attempt(9).retryWhen(failure -> Many.empty()), 2);
        assertEquals(List.of(1, 2), probe.signals());
        Probe<Integer> waiting = start(
                attempt(99).retryWhen(failure -> Many.never().doOnCancel(() -> seen.add("cancelled"))), 9);
        waiting.cancel();
        scheduler.runAll();
        assertEquals(List.of("cancelled"), seen);
    }

    @Test
    void aWaitDoesNotDependOnDemand() {
        Probe<Object> probe = new Probe<>();
        Many<Object> failing = Many.error(new IllegalStateException());
        Egress.serve(
                probe,
                failing.doOnError(e -> attempts++).retryWhen(e -> attempts < 3 ? Many.range(0, 2) : Many.error(e)),
                scheduler);
        scheduler.runAll();
        assertEquals(3, attempts);
        assertEquals(1, probe.signals().size());
    }

    @Test
    void aHundredThousandRetriesNeedNeitherStackNorMemory() {
        Probe<Integer> probe = start(attempt(100_000).retryWhen(failure -> Many.empty()).last(), 1);
        scheduler.runAll();
        assertEquals(List.of(100_000, "complete"), probe.signals());
    }
}
