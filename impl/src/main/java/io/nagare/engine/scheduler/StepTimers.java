package io.nagare.engine.scheduler;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of a {@link StepScheduler} in the order of their times. Deadlines of the same time are in the order of
 * arming. Any thread may arm and disarm; leaves are woken outside the lock.
 */
final class StepTimers {

    private final TreeSet<Timer> armed = new TreeSet<>(
            Comparator.comparingLong((Timer timer) -> timer.due).thenComparingLong(timer -> timer.number));
    private long armings;
    private boolean stopped;

    /** Makes a deadline for a leaf, which is not armed yet. */
    Deadline deadline(Leaf leaf) {
        return new Timer(leaf);
    }

    synchronized int count() {
        return armed.size();
    }

    /** Removes the next deadline that is not after {@code end}. Returns null if there is none. */
    synchronized @Nullable Timer take(long end) {
        return armed.isEmpty() || armed.first().due > end ? null : armed.pollFirst();
    }

    /** Fires all deadlines, and from now on each new one at once. */
    void stop() {
        synchronized (this) {
            stopped = true;
        }
        for (Timer timer = take(Long.MAX_VALUE); timer != null; timer = take(Long.MAX_VALUE)) {
            timer.fire();
        }
    }

    /** One deadline. */
    final class Timer implements Deadline {

        private final Leaf leaf;

        /**
         * The lock guards this field and the next. Both order the set, so they change only while this timer is not in
         * it.
         */
        private long due;

        /** The number of the arming. */
        private long number = -1;

        private volatile boolean reached;

        private Timer(Leaf leaf) {
            this.leaf = leaf;
        }

        /** The time of the deadline. Only the thread that has removed this timer may ask. */
        long due() {
            return due;
        }

        void fire() {
            reached = true;
            leaf.wake();
        }

        @Override
        public void arm(long nanoTime) {
            synchronized (StepTimers.this) {
                armed.remove(this);
                reached = false;
                due = nanoTime;
                number = armings++;
                if (!stopped) {
                    armed.add(this);
                    return;
                }
            }
            fire();
        }

        @Override
        public void disarm() {
            synchronized (StepTimers.this) {
                armed.remove(this);
                reached = false;
            }
        }

        @Override
        public boolean reached() {
            return reached;
        }
    }
}
