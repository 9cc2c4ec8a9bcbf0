package io.nagare.engine;

import io.nagare.engine.scheduler.base.CallerDriven;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.engine.strand.crossing.TaskRoot;
import io.nagare.engine.time.SystemTimeSource;
import io.nagare.failure.BlockingCallException;
import io.nagare.failure.TaskCancelledException;
import io.nagare.failure.TimedOutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Waits for the outcome of a stream, which runs as a task of the runtime. Used by the waiting thread, which itself runs
 * a current-thread runtime while it waits.
 *
 * <p>When the limit is over or the thread is interrupted, the task is aborted. The caller then waits until the stream
 * has stopped, so that it can begin anew. If an outcome arrives in that time it is returned, because its effect has
 * happened: a value was sent, for example.
 *
 * <p>A stream that does not stop within a second is left behind, because a function of its own holds it up. An item
 * that it still brings is discarded.
 */
final class Awaiter<T> {

    /** How long the caller waits for an aborted stream to stop. */
    private static final long GRACE_NANOS = 1_000_000_000;

    private final Scheduler scheduler;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Set by the first of two: the end of the task, or the caller that leaves the task behind. */
    private final AtomicBoolean settled = new AtomicBoolean();

    private final TaskRoot<T> task;

    Awaiter(Publisher<? extends T> stream, Scheduler scheduler) {
        this.scheduler = scheduler;
        this.task = TaskRoot.watched(stream, scheduler, this::end);
        task.start();
    }

    /** Called when the task has ended, by the thread that ran it. */
    private void end() {
        if (settled.compareAndSet(false, true)) {
            ended.countDown();
        } else {
            task.discardItem();
        }
    }

    /** Waits for the outcome, up to the limit if there is one. */
    @Nullable T await(@Nullable Duration limit) {
        try {
            if (isEndedWithin(limit)) {
                return outcome();
            }
        } catch (InterruptedException interrupt) {
            boolean hasOutcome = hasOutcomeAfterAll();
            Thread.currentThread().interrupt();
            if (hasOutcome) {
                return outcome();
            }
            throw new BlockingCallException("interrupted while waiting for a result", interrupt);
        }
        if (hasOutcomeAfterAll()) {
            return outcome();
        }
        throw new TimedOutException("block: there was no result", limit == null ? Duration.ZERO : limit);
    }

    private @Nullable T outcome() {
        Throwable failure = task.failure();
        if (failure != null) {
            throw unchecked(failure);
        }
        return task.item();
    }

    /** Aborts the task. Returns whether it had ended by itself before the abort took effect. */
    private boolean hasOutcomeAfterAll() {
        return hasGivenUp() && !(task.failure() instanceof TaskCancelledException);
    }

    /** Aborts the task. Returns whether it has ended in any way; otherwise the caller leaves it behind. */
    private boolean hasGivenUp() {
        task.abort();
        long deadline = SystemTimeSource.INSTANCE.nanoTime() + GRACE_NANOS;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    long left = deadline - SystemTimeSource.INSTANCE.nanoTime();
                    return isEndedWithin(Math.max(0, left)) || !settled.compareAndSet(false, true);
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isEndedWithin(@Nullable Duration limit) throws InterruptedException {
        if (limit != null) {
            return isEndedWithin(nanos(limit));
        }
        if (scheduler instanceof CallerDriven local) {
            return local.runUntil(task::isDone);
        }
        ended.await();
        return true;
    }

    private boolean isEndedWithin(long nanos) throws InterruptedException {
        return scheduler instanceof CallerDriven local
                ? local.runUntil(task::isDone, nanos)
                : ended.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** Returns the failure in a form that can be thrown here: itself if it is unchecked. */
    static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new BlockingCallException("the stream failed: " + failure, failure);
    }

    private static long nanos(Duration limit) {
        return limit.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : limit.toNanos();
    }
}
