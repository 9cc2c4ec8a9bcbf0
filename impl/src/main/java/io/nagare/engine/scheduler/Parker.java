package io.nagare.engine.scheduler;

import io.nagare.engine.poll.PollDriver;

/**
 * How one thread waits: in its own poll driver, so that a ready channel or a timer ends the wait.
 *
 * <p>{@link #park} is called by the thread that the driver was made for, {@link #unpark} by any thread. Always holds: an
 * unpark that comes before or during a park ends it; several count as one.
 */
final class Parker extends PaddedWord {

    private static final int AWAKE = 0;
    private static final int PARKED = 1;
    private static final int NOTIFIED = 2;

    private final PollDriver driver;

    Parker(PollDriver driver) {
        this.driver = driver;
    }

    /**
     * Waits, and runs the wakes of what becomes ready. May return without a reason.
     *
     * @param maxNanos how long to wait at most; negative for no limit
     */
    void park(long maxNanos) {
        driver.acquire();
        try {
            if (compareAndSet(AWAKE, PARKED)) {
                driver.poll(maxNanos);
            }
        } finally {
            driver.release();
            // An exchange, since it ends the word's history: what an unpark came after is seen by what the owner does next.
            getAndSet(AWAKE);
        }
    }

    /** Ends the wait of the owner, or its next one if it is not waiting. */
    void unpark() {
        if (getAndSet(NOTIFIED) == PARKED) {
            driver.wakeup();
        }
    }
}
