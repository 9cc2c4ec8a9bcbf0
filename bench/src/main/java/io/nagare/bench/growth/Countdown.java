package io.nagare.bench.growth;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A counter that ends when it has been counted down to 0. Any thread counts down; one thread waits. */
final class Countdown {

    private static final long MOST_SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger left;

    Countdown(int times) {
        left = new AtomicInteger(times);
    }

    void count() {
        if (left.decrementAndGet() == 0) {
            ended.countDown();
        }
    }

    void await() throws InterruptedException {
        if (!ended.await(MOST_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(left.get() + " had not ended after " + MOST_SECONDS + " s");
        }
    }
}
