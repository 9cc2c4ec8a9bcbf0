package io.nagare.engine.channel.broadcast;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Multicast;
import io.nagare.driver.Leaf;
import io.nagare.engine.channel.ring.Ring;
import io.nagare.engine.channel.ring.RingReader;
import io.nagare.engine.waiting.ConditionLeaf;
import io.nagare.engine.waiting.WaitList;
import io.nagare.policy.Lag;
import io.nagare.stage.Programs;
import java.util.ArrayDeque;

/**
 * The base of both broadcasts: a ring, and a list of leaves that wait until the broadcast is closed or the last
 * subscriber has left. Any thread may call.
 */
abstract sealed class BroadcastRing<T> implements Multicast<T>, Ring.Owner permits RingBroadcast, PacedRingBroadcast {

    final Ring<T> ring;
    private final int capacity;
    private final WaitList ending = new WaitList();

    /**
     * Whether the broadcast accepts no more values. Written under the ring's lock. The ring ends when the values that
     * were accepted earlier are in it.
     */
    private volatile boolean closed;

    BroadcastRing(Ring.Pace pace, int capacity) {
        this.ring = new Ring<>(this, pace, capacity, capacity, false);
        this.capacity = pace == Ring.Pace.NONE ? ring.size() : capacity;
    }

    final Many<T> subscribe(int last, Lag lag) {
        return Programs.driven((subscriber, strand) -> {
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
            throw new IllegalArgumentException("this broadcast can replay 1 to " + capacity
                    + " values, but " + last + " were asked for");
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

    /** Refuses the senders that wait for room, and adds their leaves to the queue. Under the lock, once. */
    abstract void refuse(ArrayDeque<Leaf> refused);

    /** The number of values that were accepted and are not in the ring yet. Under the lock. */
    abstract int accepted();

    @Override
    public final void left(int remaining, RingReader<?> reader) {
        if (remaining == 0) {
            ending.wakeAll();
        }
    }

    @Override
    public final void demanded() {
        // Senders do not wait for demand.
    }

    @Override
    public final String toString() {
        return "Broadcast[" + subscribers() + " subscribers, " + depth() + " of " + capacity + " values"
                + (isClosed() ? ", closed]" : "]");
    }
}
