package io.nagare.engine.poll;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** A leaf whose strand does nothing but count: a wake is a permit. */
final class CountingLeaf extends Leaf {

    private final Semaphore wakes = new Semaphore(0);

    CountingLeaf() {
        super(new StepAtOnce());
    }

    @Override
    protected void run() {
        wakes.release();
    }

    /** How many wakes there have been since this was asked last. */
    int takeWakes() {
        return wakes.drainPermits();
    }

    /** Waits for a wake and takes it. */
    void awaitWake() throws InterruptedException {
        assertTrue(wakes.tryAcquire(30, TimeUnit.SECONDS), "never woken");
    }

    /** A strand without a scheduler: the thread that wakes a leaf steps it. */
    private static final class StepAtOnce implements Strand {

        @Override
        public void enqueue(Leaf leaf) {
            leaf.step();
        }

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public <T> void attach(Publisher<? extends T> publisher, StrandSubscriber<T> subscriber) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean spend(int units) {
            return true;
        }

        @Override
        public void discard(@Nullable Object item) {}

        @Override
        public Driver driver() {
            throw new UnsupportedOperationException();
        }
    }
}
