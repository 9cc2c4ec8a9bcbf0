package io.nagare.engine.scheduler.base;

import io.nagare.engine.queue.SpinLock;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One part of the live set: a doubly linked list through the members themselves, under its own lock. Any thread may
 * call.
 */
final class LiveShard extends SpinLock {

    private static final VarHandle SIZE = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "size", VarHandle.class, LiveShard.class, int.class);

    /** The first member. The lock guards this field and those below. */
    private @Nullable Schedulable first;

    private int size;
    private boolean closed;

    /** Enters a member. Returns false if this shard is closed. */
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
     * Removes a member that is in this shard.
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
     * Refuses new members from now on, and adds the present ones to a list.
     *
     * @return whether this shard has no members
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

    /** The number of members. Any thread, without the lock; the number may be out of date. */
    int size() {
        // Opaque: a figure for observers. Code that acts on the size reads it under the lock.
        return (int) SIZE.getOpaque(this);
    }

    private void setSizeOpaque(int newSize) {
        // Opaque: the lock orders the writers, and readers without the lock want only a figure.
        SIZE.setOpaque(this, newSize);
    }
}
