package io.nagare.engine.scheduler;

import io.nagare.engine.poll.PollDriver;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One worker's looks at poll drivers: at its own, and at those that others have not looked at for long. Whatever fails
 * in one, the worker goes on. Used on the worker's thread alone.
 */
final class Polls {

    /** How long to wait when something fails that may fail again at once, so that it does not fill the log. */
    static final long FAILURE_NANOS = 10_000_000;

    /** A poll driver that was not polled for so long is polled by a worker that finds nothing else to do. */
    private static final long STALE_NANOS = 2_000_000;

    private final PollDriver own;
    private final Consumer<Throwable> failures;
    private boolean polling;

    /** Whether the last attempt has failed, which is reported once for failures in a row. */
    private boolean failing;

    Polls(PollDriver own, Consumer<Throwable> failures) {
        this.own = own;
        this.failures = failures;
    }

    /** Whether this thread is inside a poll, whose wakes are put into the queue without notifying anybody. */
    boolean isPolling() {
        return polling;
    }

    /** Looks without waiting at timers, and at readiness unless it is said otherwise, if nobody else is at it. */
    void poll(PollDriver any, boolean timersAlone) {
        if (!any.tryAcquire()) {
            return;
        }
        polling = true;
        try {
            if (timersAlone) {
                any.fireTimers();
            } else {
                any.poll(0);
            }
            failing = false;
        } catch (Throwable failure) {
            failed(failure);
        } finally {
            release(any);
        }
    }

    /** Collects what is ready for workers that have not looked for a while. */
    void pollStale(WorkStealingScheduler scheduler, long now) {
        for (int i = 0; i < scheduler.workers(); i++) {
            PollDriver other = scheduler.worker(i).driver();
            if (other != own && other.hasWork() && now - other.lastPollNanos() > STALE_NANOS) {
                poll(other, false);
            }
        }
    }

    /** Waits until something is ready or this worker is woken. */
    void await() {
        polling = true;
        own.acquire();
        try {
            own.poll(-1);
            failing = false;
        } catch (Throwable failure) {
            failed(failure);
            LockSupport.parkNanos(this, FAILURE_NANOS);
        } finally {
            release(own);
        }
    }

    /** Gives the owner flag up, whatever serving the last messages has come to. */
    private void release(PollDriver held) {
        try {
            held.release();
        } catch (Throwable failure) {
            failed(failure);
        } finally {
            polling = false;
        }
    }

    void failed(Throwable failure) {
        if (!failing) {
            failing = true;
            failures.accept(failure);
        }
    }
}
