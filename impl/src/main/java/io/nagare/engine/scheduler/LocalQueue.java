package io.nagare.engine.scheduler;

import io.nagare.engine.queue.LeadingPadding;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The run queue of one worker, first in, first out: a ring that its owner fills and empties and that other workers
 * steal from. It is the queue of Tokio's scheduler, which has it from Go's; but where theirs gives half of a full ring
 * to the injection queue, in which tasks wait longer than in a ring, this ring grows. Only beyond a bound does it do as
 * they do.
 *
 * <p>{@link #push}, {@link #pop}, {@link #takeFrom} and {@link #stealFrom} (as the receiving queue) are called by the
 * owner alone; the queue that is stolen from may be anybody's.
 *
 * <p>Always holds: {@code steal <= real <= tail <= steal + capacity} (as cursors that wrap); places from {@code real}
 * to {@code tail} hold tasks, those from {@code steal} to {@code real} belong to the one thief that is copying them,
 * all others are the owner's to write and hold nothing. The ring is replaced only while there is no thief, and in
 * between the head is moved: so the ring that a thief has read before it claims tasks is the one that they are in.
 */
final class LocalQueue extends LeadingPadding {

    private static final VarHandle TAIL = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "tail", VarHandle.class, LocalQueue.class, int.class);

    private static final VarHandle RING = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "ring", VarHandle.class, LocalQueue.class, Schedulable[].class);

    private static final VarHandle OVERFLOWS = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "overflows", VarHandle.class, LocalQueue.class, long.class);

    /** How large a ring may become: 8 MiB. */
    private static final int MOST = 1 << 20;

    private final RingHead head = new RingHead();
    private final @Nullable Schedulable[] first;
    private final int most;
    private final InjectionQueue injection;

    /** A power of two. Written by the owner; thieves read it by RING, behind the tail. */
    private @Nullable Schedulable[] ring;

    /** Written by the owner. */
    private int tail;

    private long overflows;

    /**
     * An empty queue.
     *
     * @param capacity of the first ring, a power of two, at least 2
     * @param injection where tasks go that find no room
     */
    LocalQueue(int capacity, InjectionQueue injection) {
        this(capacity, Math.max(capacity, MOST), injection, 0);
    }

    /**
     * An empty queue whose cursors begin at {@code origin}.
     *
     * @param most how large the ring may become, a power of two
     */
    LocalQueue(int capacity, int most, InjectionQueue injection, int origin) {
        if (capacity < 2 || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity must be a power of two of at least 2, but was " + capacity);
        }
        this.most = most;
        this.first = new Schedulable[capacity];
        this.ring = first;
        this.injection = injection;
        head.begin(origin);
        tail = origin;
    }

    /**
     * Owner: puts a task at the back. If the ring is full and may not grow, it and half of the ring go to the injection
     * queue.
     */
    void push(Schedulable task) {
        while (true) {
            long seen = head.getAcquire();
            int back = tail;
            @Nullable Schedulable[] places = ring;
            if (back - RingHead.steal(seen) < places.length) {
                places[back & places.length - 1] = task;
                setTailRelease(back + 1);
                return;
            }
            if (RingHead.isBeingRobbed(seen)) {
                // There will be room in a moment; no reason to move half of the ring.
                injection.push(task);
                return;
            }
            @Nullable Schedulable[] larger = larger(places.length);
            if (head.takeAll(seen, back)) {
                if (larger == null) {
                    overflow(back, task);
                } else {
                    grow(larger, back, task);
                }
                return;
            }
        }
    }

    /** Null if the ring may not grow, or there is no memory for that. */
    private @Nullable Schedulable @Nullable [] larger(int length) {
        try {
            return length < most ? new Schedulable[length * 2] : null;
        } catch (OutOfMemoryError noRoom) {
            return null;
        }
    }

    /** The whole ring is claimed, and put in again behind itself, in a larger one. */
    private void grow(@Nullable Schedulable[] larger, int back, Schedulable task) {
        @Nullable Schedulable[] before = ring;
        int count = before.length;
        for (int i = 0; i < count; i++) {
            larger[back + i & larger.length - 1] = remove(before, back + i);
        }
        larger[back + count & larger.length - 1] = task;
        RING.setRelease(this, larger);
        setTailRelease(back + count + 1);
    }

    /** Owner, with nothing to do: a ring that had grown is given up. */
    void shrink() {
        long seen = head.getAcquire();
        if (ring != first && RingHead.real(seen) == tail && !RingHead.isBeingRobbed(seen)) {
            // The first ring again, which the worker had when it began.
            RING.setRelease(this, first);
        }
    }

    /**
     * The whole ring is claimed. Its older half keeps its order and its places: with a full ring, position {@code back}
     * and position {@code back - capacity} are the same place, so that moving the tail puts it in again. The newer half
     * and the new task go.
     */
    private void overflow(int back, Schedulable task) {
        @Nullable Schedulable[] places = ring;
        int half = places.length / 2;
        Schedulable first = remove(places, back + half);
        Schedulable last = first;
        for (int i = back + half + 1; i != back + places.length; i++) {
            Schedulable moved = remove(places, i);
            last.setNext(moved);
            last = moved;
        }
        last.setNext(task);
        setTailRelease(back + half);
        injection.push(first, task, half + 1);
        OVERFLOWS.setOpaque(this, overflows + 1);
    }

    /** Owner: takes the task at the front. */
    @Nullable Schedulable pop() {
        long position = head.takeOne(tail);
        return position == RingHead.EMPTY ? null : remove(ring, (int) position);
    }

    /**
     * Owner: moves tasks from the injection queue to the back of this queue, unless another consumer is at it.
     *
     * @param share how many would be fair
     * @return how many they are
     */
    int takeFrom(InjectionQueue source, int share) {
        if (!source.tryLock()) {
            return 0;
        }
        int count = 0;
        try {
            Schedulable task;
            while (count < share && hasRoomOrGrows() && (task = source.poll()) != null) {
                push(task);
                count++;
            }
        } finally {
            source.polled(count);
            source.unlock();
        }
        return count;
    }

    /** Whether a task may be put in without one going to the injection queue. */
    private boolean hasRoomOrGrows() {
        long seen = head.getAcquire();
        return tail - RingHead.steal(seen) < ring.length || ring.length < most && !RingHead.isBeingRobbed(seen);
    }

    /**
     * Owner: steals half (rounded up) of another queue, as far as half of this one's ring has room for it, unless
     * another thief is at it or this queue is more than half full.
     *
     * @return one of the stolen tasks, which is not put into this queue but to be run next
     */
    @Nullable Schedulable stealFrom(LocalQueue victim) {
        int back = tail;
        @Nullable Schedulable[] places = ring;
        if (back - RingHead.steal(head.getAcquire()) > places.length / 2) {
            return null;
        }
        int count = victim.stealInto(places, back);
        if (count == 0) {
            return null;
        }
        Schedulable last = remove(places, back + count - 1);
        setTailRelease(back + count - 1);
        return last;
    }

    /** Thief: copies half of this queue into another ring, from {@code back} on. */
    private int stealInto(@Nullable Schedulable[] target, int back) {
        long seen;
        int count;
        @Nullable Schedulable[] places;
        do {
            seen = head.getAcquire();
            if (RingHead.isBeingRobbed(seen)) {
                return 0;
            }
            // The tail is read after the head, so that it is never behind it, and the ring after the tail, so that it
            // has what the tail says.
            int available = tailAcquire() - RingHead.real(seen);
            places = (@Nullable Schedulable[]) RING.getAcquire(this);
            count = Math.min(available - available / 2, target.length / 2);
            if (count == 0) {
                return 0;
            }
        } while (!head.beginSteal(seen, count));
        int from = RingHead.real(seen);
        for (int i = 0; i < count; i++) {
            target[back + i & target.length - 1] = remove(places, from + i);
        }
        head.finishSteal();
        return count;
    }

    /** Takes what is at a place that belongs to the caller, and clears it so that the ring keeps no garbage alive. */
    private static Schedulable remove(@Nullable Schedulable[] places, int position) {
        int index = position & places.length - 1;
        Schedulable task = places[index];
        places[index] = null;
        if (task == null) {
            throw new AssertionError("no task at " + Integer.toUnsignedString(position));
        }
        return task;
    }

    /** Any thread: how many tasks are in this queue, as of a moment ago. */
    int size() {
        long seen = head.getAcquire();
        return tailAcquire() - RingHead.real(seen);
    }

    /** Owner: the position that the next {@link #push} uses. */
    int backPosition() {
        return tail;
    }

    /** Owner: whether everything that was put in before {@code position} has been taken out. */
    boolean hasReached(int position) {
        return RingHead.real(head.getAcquire()) - position >= 0;
    }

    /** Any thread: how many times half of the ring was moved. */
    long overflows() {
        return (long) OVERFLOWS.getOpaque(this);
    }

    /** Pairs with {@link #setTailRelease}: what the owner wrote into the places before the tail is seen. */
    private int tailAcquire() {
        return (int) TAIL.getAcquire(this);
    }

    private void setTailRelease(int position) {
        TAIL.setRelease(this, position);
    }
}
