package io.nagare.engine.scheduler;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One part of the live set: a doubly linked list through the members themselves, under a lock of its own.
 *
 * <p>The lock is held for a handful of plain accesses and nothing is called under it, so that waiting threads spin.
 */
final class LiveShard extends PaddedWord {

    private static final VarHandle SIZE = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "size", VarHandle.class, LiveShard.class, int.class);

    private static final int SPINS = 100;

    /** Guarded by the lock, which is this word, as are the other fields. */
    private @Nullable Schedulable first;

    private int size;
    private boolean closed;

    /** Enters one. Refused when closed. */
    boolean add(Schedulable member) {
        lock();
        try {
            if (closed) {
                return false;
            }
            Schedulable second = first;
            member.liveShard = this;
            member.liveNext = second;
            if (second != null) {
                second.livePrevious = member;
            }
            first = member;
            setSizeOpaque(size + 1);
            return true;
        } finally {
            unlock();
        }
    }

    /**
     * Removes one that is in this shard.
     *
     * @return whether the shard is closed and now empty
     */
    boolean remove(Schedulable member) {
        lock();
        try {
            Schedulable previous = member.livePrevious;
            Schedulable next = member.liveNext;
            if (previous == null) {
                first = next;
            } else {
                previous.liveNext = next;
            }
            if (next != null) {
                next.livePrevious = previous;
            }
            member.livePrevious = null;
            member.liveNext = null;
            member.liveShard = null;
            setSizeOpaque(size - 1);
            return closed && size == 0;
        } finally {
            unlock();
        }
    }

    /**
     * Refuses members from now on, and adds those there are to a list.
     *
     * @return whether there are none
     */
    boolean close(List<Schedulable> members) {
        lock();
        try {
            closed = true;
            for (Schedulable member = first; member != null; member = member.liveNext) {
                members.add(member);
            }
            return first == null;
        } finally {
            unlock();
        }
    }

    /** How many members there were a moment ago. Any thread, without the lock. */
    int size() {
        return (int) SIZE.getOpaque(this);
    }

    private void setSizeOpaque(int newSize) {
        SIZE.setOpaque(this, newSize);
    }

    private void lock() {
        int spins = 0;
        while (getAcquire() != 0 || !compareAndSet(0, 1)) {
            if (++spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    private void unlock() {
        setRelease(0);
    }
}
