package io.nagare.engine.poll;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.driver.Leaf;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A leaf of a strand that only counts. Each wake adds a permit. */
final class CountingLeaf extends Leaf {

    private final Semaphore wakes = new Semaphore(0);

    CountingLeaf() {
        super(new StrandAlone());
    }

    @Override
    protected void run() {
        wakes.release();
    }

    /** Returns the number of wakes since the last call. */
    int takeWakes() {
        return wakes.drainPermits();
    }

    /** Waits for a wake and takes it. */
    void awaitWake() throws InterruptedException {
        assertTrue(wakes.tryAcquire(30, TimeUnit.SECONDS), "never woken");
    }
}
