package io.nagare.engine.channel;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Multicast;
import io.nagare.driver.Leaf;
import io.nagare.engine.queue.WaitList;
import io.nagare.policy.Lag;
import java.util.ArrayDeque;

/** What the two broadcasts have in common: a ring, and those who wait for its end or for the last subscriber to go. */
abstract sealed class BroadcastRing<T> implements Multicast<T>, Ring.Owner permits RingBroadcast, PacedRingBroadcast {

    final Ring<T> ring;
    private final int capacity;
    private final WaitList ending = new WaitList();

    /**
     * Nothing is accepted any more. Written under the ring's lock; the ring ends when what was accepted before is in
     * it.
     */
    private volatile boolean closed;

    BroadcastRing(Ring.Pace pace, int capacity) {
        this.ring = new Ring<>(this, pace, capacity, capacity, false);
        this.capacity = pace == Ring.Pace.NONE ? ring.size() : capacity;
    }

    final Many<T> subscribe(int last, Lag lag) {
        return Many.driven((subscriber, strand) -> {
            RingReader<T> reader = new RingReader<>(ring, lag, subscriber, strand);
            ring.lock.lock();
            try {
                ring.enter(reader, last, 0);
            } finally {
                ring.lock.unlock();
            }
            reader.start();
        });
    }

    final int checkLast(int last) {
        if (last < 1 || last > capacity) {
            throw new IllegalArgumentException("replay of 1 to " + capacity
                    + " values can be had of this broadcast, but " + last + " were asked for");
        }
        return last;
    }

    @Override
    public final int subscribers() {
        return ring.count();
    }

    @Override
    public final int capacity() {
        return capacity;
    }

    @Override
    public final int depth() {
        return (int) Math.min(capacity, ring.lag());
    }

    @Override
    public final long lag() {
        return ring.lag();
    }

    @Override
    public final One<Void> abandoned() {
        return ConditionLeaf.await(ending, () -> ring.count() == 0);
    }

    @Override
    public final One<Void> closed() {
        return ConditionLeaf.await(ending, this::isClosed);
    }

    @Override
    public final boolean isClosed() {
        return closed;
    }

    @Override
    public final void close() {
        ArrayDeque<Leaf> refused = new ArrayDeque<>();
        ring.lock.lock();
        try {
            if (closed) {
                return;
            }
            refuse(refused);
            if (accepted() == 0) {
                ring.end(null);
            }
            closed = true;
        } finally {
            ring.lock.unlock();
        }
        ring.wakeReaders();
        ending.wakeAll();
        refused.forEach(Leaf::wake);
    }

    /** Settles those who wait for room, and adds them. Under the lock, once. */
    abstract void refuse(ArrayDeque<Leaf> refused);

    /** How many values were accepted and are not in the ring yet. Under the lock. */
    abstract int accepted();

    @Override
    public final void left(int remaining, RingReader<?> reader) {
        if (remaining == 0) {
            ending.wakeAll();
        }
    }

    @Override
    public final void demanded() {
        // Values come by themselves.
    }

    @Override
    public final String toString() {
        return "Broadcast[" + subscribers() + " subscribers, " + depth() + " of " + capacity + " values"
                + (isClosed() ? ", closed]" : "]");
    }
}
