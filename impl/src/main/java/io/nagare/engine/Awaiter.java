package io.nagare.engine;

import io.nagare.BlockingCallException;
import io.nagare.TaskCancelledException;
import io.nagare.TimedOutException;
import io.nagare.engine.scheduler.CallerDriven;
import io.nagare.engine.scheduler.Scheduler;
import io.nagare.engine.strand.TaskRoot;
import io.nagare.engine.time.SystemTimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Waits for the outcome of a stream, which runs as a task of the runtime. Used by the thread that waits; a
 * current-thread runtime is run by that very thread meanwhile.
 *
 * <p>A wait that is over aborts the task and then waits until the stream has really been given up, so that the caller
 * can begin anew. An outcome that came just then is returned, for what was waited for has been done: a value was sent,
 * say. A stream that does not give up within a second, because a function of its own holds it up, is left behind, and
 * an item that it still brings is discarded.
 */
final class Awaiter<T> {

    /** How long the stream is given to give up. */
    private static final long GRACE_NANOS = 1_000_000_000;

    private final Scheduler scheduler;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Set by whichever comes first: the end of the task, or the caller that leaves it behind. */
    private final AtomicBoolean settled = new AtomicBoolean();

    private final TaskRoot<T> task;

    Awaiter(Publisher<? extends T> stream, Scheduler scheduler) {
        this.scheduler = scheduler;
        this.task = TaskRoot.watched(stream, scheduler, this::end);
        task.start();
    }

    /** The task has ended; called by the thread that ran it. */
    private void end() {
        if (settled.compareAndSet(false, true)) {
            ended.countDown();
        } else {
            task.discardItem();
        }
    }

    /** Waits, up to the limit if there is one. */
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

    /** Aborts the task. Returns whether it had ended by itself before that came to it. */
    private boolean hasOutcomeAfterAll() {
        return hasGivenUp() && !(task.failure() instanceof TaskCancelledException);
    }

    /** Aborts the task. Returns whether it has ended, in whatever way; otherwise it is left behind. */
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

    /** The failure as something that can be thrown here: itself if it is unchecked. */
    static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new BlockingCallException("the awaited stream failed: " + failure, failure);
    }

    private static long nanos(Duration limit) {
        return limit.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : limit.toNanos();
    }
}
