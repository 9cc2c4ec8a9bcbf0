package io.nagare.engine.scheduler.stealing;

import io.nagare.engine.poll.PollDriver;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Polls drivers for one worker: its own driver, and those that their workers have not polled for long. If a poll fails,
 * the worker goes on. Only the worker's thread uses it.
 */
public final class Polls {

    /** How long to wait after a failure that may repeat at once, so that it does not fill the log. */
    private static final long FAILURE_NANOS = 10_000_000;

    /** A worker that finds nothing else to do polls a driver that was not polled for this long. */
    private static final long STALE_NANOS = 2_000_000;

    private final PollDriver own;
    private final Consumer<Throwable> failures;
    private boolean polling;

    /** Whether the last attempt has failed. Failures in a row are reported once. */
    private boolean failing;

    Polls(PollDriver own, Consumer<Throwable> failures) {
        this.own = own;
        this.failures = failures;
    }

    /** Whether this thread is inside a poll. What a poll wakes goes into the queue without notifying other workers. */
    boolean isPolling() {
        return polling;
    }

    /**
     * Polls a driver without waiting, unless another thread is polling it. Fires timers, and also looks at readiness
     * unless {@code timersAlone}.
     */
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

    /** Polls the drivers of workers that have not polled for a while. */
    void pollStale(WorkStealingScheduler scheduler, long now) {
        for (int i = 0; i < scheduler.workers(); i++) {
            PollDriver other = scheduler.worker(i).driver();
            if (other != own && other.hasWork() && now - other.lastPollNanos() > STALE_NANOS) {
                poll(other, false);
            }
        }
    }

    /** Waits in the own driver until a channel is ready, a timer is due, or this worker is woken. */
    void await() {
        polling = true;
        own.acquire();
        try {
            own.poll(-1);
            failing = false;
        } catch (Throwable failure) {
            failed(failure);
            rest();
        } finally {
            release(own);
        }
    }

    /** Waits after a failure, before the worker tries again. */
    void rest() {
        LockSupport.parkNanos(this, FAILURE_NANOS);
    }

    /** Gives up the owner flag, even if serving the last messages fails. */
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
