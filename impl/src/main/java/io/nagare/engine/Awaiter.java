package io.nagare.engine;

import io.nagare.AwaitException;
import io.nagare.DeadlineExceededException;
import io.nagare.engine.scheduler.CallerDriven;
import io.nagare.engine.scheduler.Scheduler;
import io.nagare.engine.strand.TaskRoot;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Waits for the outcome of a stream, which runs as a task of the runtime. Used by the thread that waits; a current-thread runtime is
 * run by that very thread meanwhile.
 */
final class Awaiter<T> {

    private final Scheduler scheduler;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final TaskRoot<T> task;

    Awaiter(Publisher<? extends T> stream, Scheduler scheduler) {
        this.scheduler = scheduler;
        this.task = TaskRoot.spawn(stream, scheduler, ended::countDown);
    }

    /** Waits, up to the limit if there is one. */
    @Nullable T await(@Nullable Duration limit) {
        try {
            if (!isEndedWithin(limit)) {
                task.abort();
                throw new DeadlineExceededException("await: there was no result", limit == null ? Duration.ZERO : limit);
            }
        } catch (InterruptedException interrupt) {
            task.abort();
            Thread.currentThread().interrupt();
            throw new AwaitException("interrupted while waiting for a result", interrupt);
        }
        Throwable failure = task.failure();
        if (failure != null) {
            throw unchecked(failure);
        }
        return task.item();
    }

    private boolean isEndedWithin(@Nullable Duration limit) throws InterruptedException {
        if (scheduler instanceof CallerDriven local) {
            return limit == null ? local.runUntil(task::isDone) : local.runUntil(task::isDone, nanos(limit));
        }
        if (limit == null) {
            ended.await();
            return true;
        }
        return ended.await(nanos(limit), TimeUnit.NANOSECONDS);
    }

    /** The failure as something that can be thrown here: itself if it is unchecked. */
    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new AwaitException("the awaited stream failed: " + failure, failure);
    }

    private static long nanos(Duration limit) {
        return limit.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : limit.toNanos();
    }
}
