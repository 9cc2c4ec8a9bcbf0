package io.nagare.bench.growth;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * A thread outside the runtime that sleeps a millisecond at a time. Its lateness is due to the machine and the JVM
 * alone.
 */
final class PlainThread {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** The measured lateness. Plain: the thread writes it, and it is read only when the thread has ended. */
    private final Histogram lateness = new Histogram(1, MOST_NANOS, 3);

    private final Thread thread = new Thread(this::sleep, "plain");
    private volatile boolean ends;

    PlainThread() {
        thread.setDaemon(true);
        thread.start();
    }

    private void sleep() {
        while (!ends) {
            long due = System.nanoTime() + PERIOD_NANOS;
            for (long left = PERIOD_NANOS; left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            lateness.recordValueWithExpectedInterval(Math.min(System.nanoTime() - due, MOST_NANOS), PERIOD_NANOS);
        }
    }

    /** Ends the thread and returns its lateness. */
    Histogram end() throws InterruptedException {
        ends = true;
        thread.join();
        return lateness;
    }
}
