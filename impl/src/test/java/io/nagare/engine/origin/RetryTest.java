package io.nagare.engine.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.stage.Tally;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.failure.RetriesExhaustedException;
import io.nagare.policy.Retry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;

/** Subscribing again after a failure: how often, when, and with how much demand. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RetryTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final StepScheduler scheduler = new StepScheduler();

    /** The time at which each attempt began, in milliseconds. */
    private final List<Long> attempts = new ArrayList<>();

    private <T> Probe<T> start(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        if (demand > 0) {
            probe.request(demand);
        }
        scheduler.runAll();
        return probe;
    }

    /** Attempt n emits the number n, n times, and then fails with "failure n". */
    private Many<Integer> failing() {
        return Many.defer(() -> {
            attempts.add(TimeUnit.NANOSECONDS.toMillis(scheduler.nanoTime()));
            int n = attempts.size();
            return Many.fromIterable(Collections.nCopies(n, n)).concatWith(Many.error(new IOException("failure " + n)));
        });
    }

    private Many<Integer> failingAtOnce() {
        return failing().filter(n -> false);
    }

    @Test
    void theWaitsDoubleUpToTheLongest() {
        Retry policy = Retry.times(5).backoff(SECOND, Duration.ofSeconds(5)).jitter(0);
        Probe<Integer> probe = start(failingAtOnce().retry(policy), 1);
        assertEquals(List.of(0L), attempts);
        scheduler.advance(Duration.ofMillis(999));
        assertEquals(List.of(0L), attempts);
        scheduler.advance(Duration.ofMinutes(1));
        assertEquals(List.of(0L, 1000L, 3000L, 7000L, 12_000L, 17_000L), attempts);
        Object last = probe.signals().get(0);
        RetriesExhaustedException exhausted = assertInstanceOf(RetriesExhaustedException.class, last);
        assertEquals("failure 6", exhausted.getCause().getMessage());
        assertEquals(5, exhausted.retries());
        assertTrue(exhausted.getMessage().contains("6 attempts"), exhausted.getMessage());
        assertEquals(0, scheduler.armedCount());
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void jitterStaysWithinItsShareAndTheLimits() {
        Retry policy = Retry.times(3).backoff(SECOND, Duration.ofMillis(4500)).jitter(0.5);
        scheduler.chance(bound -> 0);
        start(failingAtOnce().retry(policy), 1);
        scheduler.advance(Duration.ofMinutes(1));
        assertEquals(List.of(0L, 1000L, 2000L, 4000L), attempts);
        attempts.clear();
        scheduler.chance(bound -> bound - 1);
        start(failingAtOnce().retry(policy), 1);
        scheduler.advance(Duration.ofMinutes(1));
        long first = attempts.get(0);
        assertEquals(List.of(0L, 1500L, 4500L, 9000L), attempts.stream().map(at -> at - first).toList());
    }

    @Test
    void aThousandRetriesDoNotOverflowTheWait() {
        start(failingAtOnce().retry(Retry.times(1000).backoff(SECOND, Duration.ofSeconds(2)).jitter(0)), 1);
        scheduler.advance(Duration.ofSeconds(1999));
        assertEquals(1001, attempts.size());
        Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
        start(failingAtOnce().retry(Retry.times(1).backoff(ages, ages).jitter(1)), 1).cancel();
        scheduler.runAll();
        assertEquals(0, scheduler.armedCount());
    }

    @Test
    void withoutABackoffTheLastFailurePasses() {
        assertEquals("failure 3", failure(start(failingAtOnce().retry(2), 1)).getMessage());
        assertEquals("failure 6", failure(start(failingAtOnce().retry(Retry.times(2)), 1)).getMessage());
    }

    private static Throwable failure(Probe<?> probe) {
        List<Object> signals = probe.signals();
        return assertInstanceOf(Throwable.class, signals.get(signals.size() - 1));
    }

    @Test
    void aFailureThatIsNotAcceptedPassesAsItIs() {
        Retry policy = Retry.forever().backoff(SECOND, SECOND).when(e -> !e.getMessage().equals("failure 2"));
        Probe<Integer> probe = start(failingAtOnce().retry(policy), 1);
        scheduler.advance(SECOND);
        assertEquals("failure 2", failure(probe).getMessage());
        IOException first = new IOException("first");
        IllegalStateException boom = new IllegalStateException("boom");
        assertSame(boom, failure(start(Many.error(first).retry(Retry.times(1).when(e -> {
            throw boom;
        })), 1)));
        assertSame(first, boom.getSuppressed()[0]);
    }

    @Tag("case-37")
    @Test
    void demandIsCarriedOver() {
        Probe<Integer> probe = start(failing().retry(Retry.times(9).backoff(SECOND, SECOND)), 2);
        assertEquals(List.of(1), probe.signals());
        probe.request(2);
        scheduler.advance(SECOND);
        assertEquals(List.of(1, 2, 2), probe.signals());
        scheduler.advance(SECOND);
        assertEquals(List.of(1, 2, 2, 3), probe.signals());
        probe.cancel();
        scheduler.runAll();
        assertEquals(0, scheduler.armedCount());
    }

    @Test
    void anItemLetsTheCountOfATransientPolicyStartAnew() {
        Retry policy = Retry.times(1).backoff(SECOND, Duration.ofSeconds(9)).jitter(0);
        Probe<Integer> counted = start(failing().retry(policy), 100);
        scheduler.advance(Duration.ofMinutes(1));
        assertEquals(1, assertInstanceOf(RetriesExhaustedException.class, failure(counted)).retries());
        attempts.clear();
        Probe<Integer> anew = start(failing().retry(policy.transientFailures()).take(6), 100);
        scheduler.advance(Duration.ofMinutes(1));
        assertEquals(List.of(1, 2, 2, 3, 3, 3, "complete"), anew.signals());
        long first = attempts.get(0);
        assertEquals(List.of(0L, 1000L, 2000L), attempts.stream().map(at -> at - first).toList());
    }

    @Tag("case-37")
    @Test
    void aMillionFailuresAtOnceNeedNoStack() {
        int[] count = new int[1];
        Many<Object> failing = Many.error(() -> {
            count[0]++;
            return new IOException("again");
        });
        Probe<Object> probe = start(failing.retry(Retry.times(1_000_000)), 0);
        assertEquals(1_000_001, count[0]);
        assertEquals("again", failure(probe).getMessage());
    }

    @Tag("case-37")
    @Test
    void cancellationEndsAWaitAndALoop() {
        Probe<Integer> waiting = start(failingAtOnce().retry(Retry.forever().backoff(SECOND, SECOND)), 1);
        assertEquals(1, scheduler.armedCount());
        waiting.cancel();
        scheduler.runAll();
        assertEquals(0, scheduler.armedCount());
        scheduler.advance(SECOND.multipliedBy(5));
        assertEquals(1, attempts.size());
        Probe<Integer> looping = new Probe<>();
        Many<Integer> thousand = failingAtOnce().doOnError(e -> {
            if (attempts.size() == 1000) {
                looping.cancel();
            }
        });
        Egress.serve(looping, thousand.retry(Retry.forever()), scheduler);
        looping.request(1);
        scheduler.runAll();
        assertEquals(1000, attempts.size());
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void ofAOne() {
        Probe<Integer> probe = start(One.from(failing()).retry(Retry.times(1)), 1);
        assertEquals(List.of(1, "complete"), probe.signals());
    }

    @Test
    void nothingIsLost() {
        Tally.check(m -> m.retry(Retry.times(2).backoff(Duration.ofMillis(1), SECOND)), List::of);
        Tally.check(m -> m.retry(1), List::of);
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Retry.times(-1));
        assertThrows(IllegalArgumentException.class, () -> Retry.times(1).backoff(Duration.ZERO, SECOND));
        assertThrows(IllegalArgumentException.class, () -> Retry.times(1).backoff(SECOND.negated(), SECOND));
        assertThrows(IllegalArgumentException.class, () -> Retry.times(1).backoff(SECOND, SECOND.minusNanos(1)));
        assertThrows(IllegalArgumentException.class, () -> Retry.times(1).jitter(-0.1));
        assertThrows(IllegalArgumentException.class, () -> Retry.times(1).jitter(1.1));
        assertThrows(IllegalArgumentException.class, () -> Retry.times(1).jitter(Double.NaN));
    }
}
