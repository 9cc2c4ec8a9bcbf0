package io.nagare.engine.scheduler;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of a {@link StepScheduler}, by their time, those of the same time in the order in which they were
 * armed. Any thread arms and disarms; leaves are woken outside the lock.
 */
final class StepTimers {

    private final TreeSet<Timer> armed = new TreeSet<>(
            Comparator.comparingLong((Timer timer) -> timer.due).thenComparingLong(timer -> timer.number));
    private long armings;
    private boolean stopped;

    /** A deadline of a leaf, not armed. */
    Deadline deadline(Leaf leaf) {
        return new Timer(leaf);
    }

    synchronized int count() {
        return armed.size();
    }

    /** Takes out the next deadline that is not after {@code end}, if there is one. */
    synchronized @Nullable Timer take(long end) {
        return armed.isEmpty() || armed.first().due > end ? null : armed.pollFirst();
    }

    /** Has all deadlines reached, now and for ever. */
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

        /** The lock guards these two, which place it among the others and change while it is not there. */
        private long due;

        /** One of its own for each arming. */
        private long number = -1;

        private volatile boolean reached;

        private Timer(Leaf leaf) {
            this.leaf = leaf;
        }

        /** When it is, for whoever has taken it out. */
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
