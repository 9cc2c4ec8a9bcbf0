package io.nagare.engine.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.Unfolded;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** A stream that is made step by step, with asynchronous steps. */
class UnfoldTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Integer> steps = new ArrayList<>();

    private <T> Probe<T> start(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        if (demand > 0) {
            probe.request(demand);
        }
        scheduler.runAll();
        return probe;
    }

    /** Emits three squares, each a second after the demand for it. */
    private final Many<Integer> squares = Many.unfoldAsync(1, n -> {
        steps.add(n);
        return n > 3 ? One.empty() : One.delay(SECOND).then(One.just(new Unfolded<>(n + 1, n * n)));
    });

    @Test
    void aStepIsTakenWhenTheLastHasEndedAndThereIsDemand() {
        Probe<Integer> probe = start(squares, 0);
        assertEquals(List.of(), steps);
        probe.request(1);
        scheduler.advance(SECOND.multipliedBy(5));
        assertEquals(List.of(1), probe.signals());
        assertEquals(List.of(1), steps);
        probe.request(2);
        scheduler.advance(SECOND);
        assertEquals(List.of(1, 4), probe.signals());
        assertEquals(List.of(1, 2, 3), steps);
        scheduler.advance(SECOND);
        probe.request(1);
        scheduler.runAll();
        assertEquals(List.of(1, 4, 9, "complete"), probe.signals());
        assertEquals(List.of(1, 2, 3, 4), steps);
    }

    @Test
    void eachSubscriberBeginsAnewAndCancelsItsOwnStep() {
        Probe<Integer> first = start(squares, 9);
        Probe<Integer> second = start(squares, 9);
        assertEquals(List.of(1, 1), steps);
        first.cancel();
        scheduler.runAll();
        assertEquals(1, scheduler.armedCount());
        scheduler.advance(SECOND.multipliedBy(5));
        assertEquals(List.of(1, 4, 9, "complete"), second.signals());
        assertEquals(List.of(), first.signals());
    }

    @Test
    void aStepThatFailsFailsTheStream() {
        IOException failure = new IOException("step");
        assertEquals(List.of(failure), start(Many.unfoldAsync(1, n -> One.error(failure)), 1).signals());
    }

    @Test
    void aHundredThousandStepsNeedNoStack() {
        One<Long> count = Many.unfoldAsync(0, n -> n < 100_000 ? One.just(new Unfolded<>(n + 1, n)) : One.empty())
                .count();
        assertEquals(List.of(100_000L, "complete"), start(count, 1).signals());
    }
}
