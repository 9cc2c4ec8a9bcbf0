package io.nagare.engine.poll;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.TimeUnit;

/** A thread that is blocked in a poll without a limit. */
final class BlockedPoll {

    private final PollDriver driver;
    private final Thread thread;
    private volatile int woken = -1;

    private BlockedPoll(PollDriver driver) {
        this.driver = driver;
        thread = new Thread(this::poll, "blocked poll");
    }

    /** Starts a poll and waits until it blocks. */
    static BlockedPoll start(PollDriver driver) throws InterruptedException {
        BlockedPoll poll = new BlockedPoll(driver);
        poll.thread.start();
        while (!driver.isParked() && poll.thread.isAlive()) {
            Thread.onSpinWait();
        }
        return poll;
    }

    private void poll() {
        driver.acquire();
        try {
            woken = driver.poll(-1);
        } finally {
            driver.release();
        }
    }

    boolean isBlocked() {
        return driver.isParked();
    }

    /** Waits until the poll returns. Returns the number of leaves that it woke. */
    int awaitReturn() throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(30));
        assertFalse(thread.isAlive(), "the poll does not return");
        return woken;
    }
}
