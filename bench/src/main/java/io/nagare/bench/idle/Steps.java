package io.nagare.bench.idle;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** Counts the tasks that have gone on, which proves that each of them had waited. Any thread may use it. */
final class Steps {

    private static final int LIMIT_MILLIS = 30_000;

    private final AtomicInteger taken = new AtomicInteger();

    /** Counts one step; a task calls this when it goes on. */
    Integer take(Integer value) {
        taken.incrementAndGet();
        return value;
    }

    int taken() {
        return taken.get();
    }

    void await(int number) {
        await("went on", number, taken::get);
    }

    /**
     * Waits until {@code number} are counted.
     *
     * @throws IllegalStateException if there are more, or if there are fewer when the time is over
     */
    static void await(String what, int number, IntSupplier counted) {
        long end = System.nanoTime() + LIMIT_MILLIS * 1_000_000L;
        while (counted.getAsInt() < number && System.nanoTime() < end) {
            pause();
        }
        int now = counted.getAsInt();
        if (now != number) {
            throw new IllegalStateException(now + " tasks " + what + " in place of " + number);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for tasks", interrupt);
        }
    }
}
