package io.nagare.engine.scheduler.step;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What happens at a later time in a {@link StepWorld}, in the order of the times: deadlines of leaves, and actions of a
 * simulation. What happens at the same time is in the order of arming. Any thread may arm and disarm; leaves are woken
 * outside the lock.
 */
final class StepTimers {

    private final TreeSet<Entry> armed = new TreeSet<>(
            Comparator.comparingLong((Entry entry) -> entry.due).thenComparingLong(entry -> entry.number));
    private long armings;

    /** Makes a deadline for a leaf, which is not armed yet. */
    Deadline deadline(StepScheduler host, Leaf leaf) {
        return new Timer(host, leaf);
    }

    /** Lets an action happen at a time of the world. */
    synchronized void at(long world, @Nullable StepScheduler host, Runnable action) {
        Entry entry = new Action(host, action);
        entry.due = world;
        entry.number = armings++;
        armed.add(entry);
    }

    synchronized int count() {
        return armed.size();
    }

    /** The number of entries of a host. */
    synchronized int count(StepScheduler host) {
        return (int) armed.stream().filter(entry -> entry.host == host).count();
    }

    /** The time of the next entry, or {@link Long#MAX_VALUE} if there is none. */
    synchronized long next() {
        return armed.isEmpty() ? Long.MAX_VALUE : armed.first().due;
    }

    /** Removes the next entry that is not after {@code end}. Returns null if there is none. */
    synchronized @Nullable Entry take(long end) {
        return armed.isEmpty() || armed.first().due > end ? null : armed.pollFirst();
    }

    /** Removes all entries of a host. */
    synchronized List<Entry> takeAll(StepScheduler host) {
        Predicate<Entry> its = entry -> entry.host == host;
        List<Entry> taken = new ArrayList<>(armed.stream().filter(its).toList());
        armed.removeIf(its);
        return taken;
    }

    /** Something that happens once. The lock guards the fields; they order the set, so they change outside it only. */
    abstract static class Entry {

        final @Nullable StepScheduler host;

        /** The time of the world. */
        private long due;

        /** The number of the arming. */
        private long number = -1;

        private Entry(@Nullable StepScheduler host) {
            this.host = host;
        }

        /** The time of the world at which this is due. Only the thread that has removed this may ask. */
        final long due() {
            return due;
        }

        abstract void fire();
    }

    private static final class Action extends Entry {

        private final Runnable action;

        private Action(@Nullable StepScheduler host, Runnable action) {
            super(host);
            this.action = action;
        }

        @Override
        void fire() {
            action.run();
        }
    }

    /** One deadline. */
    private final class Timer extends Entry implements Deadline {

        private final StepScheduler host;
        private final Leaf leaf;
        private volatile boolean reached;

        /** The host's time at which this is due. The lock guards it. */
        private long hostDue;

        private Timer(StepScheduler host, Leaf leaf) {
            super(host);
            this.host = host;
            this.leaf = leaf;
        }

        @Override
        void fire() {
            long time = hostDue;
            if (host.nanoTime() < time && !host.hasStoppedTimers()) {
                arm(time); // the host's clock has become slower meanwhile
                return;
            }
            reached = true;
            leaf.wake();
        }

        @Override
        public void arm(long nanoTime) {
            synchronized (StepTimers.this) {
                armed.remove(this);
                reached = false;
                hostDue = nanoTime;
                super.due = host.worldTime(nanoTime);
                super.number = armings++;
                if (!host.hasStoppedTimers()) {
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
