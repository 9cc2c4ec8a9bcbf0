package io.nagare.bench.growth;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A task that a timer wakes every millisecond, and that measures how late it is. If it is more than a millisecond late,
 * it also counts the wakes that it has missed, each with its own lateness.
 */
final class Bystander {

    private static final Duration PERIOD = Duration.ofMillis(1);
    private static final long PERIOD_NANOS = PERIOD.toNanos();
    private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** The measured lateness. Plain: the task's strand writes it, and it is read only when the task has ended. */
    private final Histogram lateness = new Histogram(1, MOST_NANOS, 3);

    private final Nagare nagare;
    private final Task<Void> task;
    private volatile boolean ends;

    @SuppressWarnings("this-escape")
    Bystander(Nagare nagare) {
        this.nagare = nagare;
        this.task = nagare.spawn(One.defer(this::wake).toMany().repeat(Long.MAX_VALUE).takeUntilItem(more -> ends));
    }

    private One<Boolean> wake() {
        long due = System.nanoTime() + PERIOD_NANOS;
        return One.delay(PERIOD).then(One.fromCallable(() -> {
            long late = Math.max(0, System.nanoTime() - due);
            lateness.recordValueWithExpectedInterval(Math.min(late, MOST_NANOS), PERIOD_NANOS);
            return true;
        }));
    }

    /** Ends the task and returns its lateness. */
    Histogram end() {
        ends = true;
        nagare.blockOn(task, Duration.ofMinutes(1));
        return lateness;
    }
}
