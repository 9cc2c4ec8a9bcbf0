package io.nagare.engine.scheduler;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The run queue of one worker: a ring that its owner fills and empties and that other workers steal from. The queue of
 * Tokio's scheduler, which has it from Go's.
 *
 * <p>{@link #push}, {@link #pop}, {@link #takeFrom} and {@link #stealFrom} (as the receiving queue) are called by the owner
 * alone; the queue that is stolen from may be anybody's.
 *
 * <p>Always holds: {@code steal <= real <= tail <= steal + capacity} (as cursors that wrap); places from {@code real} to
 * {@code tail} hold tasks, those from {@code steal} to {@code real} belong to the one thief that is copying them, all
 * others are the owner's to write and hold nothing.
 */
final class LocalQueue extends LeadingPadding {

    private static final VarHandle TAIL =
            ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "tail", VarHandle.class, LocalQueue.class, int.class);

    private static final VarHandle OVERFLOWS = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "overflows", VarHandle.class, LocalQueue.class, long.class);

    private final RingHead head = new RingHead();
    private final @Nullable Schedulable[] ring;
    private final int mask;
    private final InjectionQueue injection;

    /** Written by the owner. */
    private int tail;

    private long overflows;

    /**
     * An empty queue.
     *
     * @param capacity a power of two, at least 2
     * @param injection where tasks go that find no room
     */
    LocalQueue(int capacity, InjectionQueue injection) {
        this(capacity, injection, 0);
    }

    /** An empty queue whose cursors begin at {@code origin}. */
    LocalQueue(int capacity, InjectionQueue injection, int origin) {
        if (capacity < 2 || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity must be a power of two of at least 2, but was " + capacity);
        }
        ring = new Schedulable[capacity];
        mask = capacity - 1;
        this.injection = injection;
        head.begin(origin);
        tail = origin;
    }

    /** Owner: puts a task at the back. If the ring is full, it and half of the ring go to the injection queue. */
    void push(Schedulable task) {
        while (true) {
            long seen = head.getAcquire();
            int back = tail;
            if (back - RingHead.steal(seen) <= mask) {
                ring[back & mask] = task;
                setTailRelease(back + 1);
                return;
            }
            if (RingHead.isBeingRobbed(seen)) {
                // There will be room in a moment; no reason to move half of the ring.
                injection.push(task);
                return;
            }
            if (head.takeAll(seen, back)) {
                overflow(back, task);
                return;
            }
        }
    }

    /**
     * The whole ring is claimed. Its older half keeps its order and its places: with a full ring, position {@code back}
     * and position {@code back - capacity} are the same place, so that moving the tail puts it in again. The newer half
     * and the new task go.
     */
    private void overflow(int back, Schedulable task) {
        int half = ring.length / 2;
        Schedulable first = remove(back + half);
        Schedulable last = first;
        for (int i = back + half + 1; i != back + ring.length; i++) {
            Schedulable moved = remove(i);
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
        return position == RingHead.EMPTY ? null : remove((int) position);
    }

    /**
     * Owner: moves a batch from the injection queue to the back of this queue.
     *
     * @param share how many would be fair; a full queue or half of the ring may be less
     * @return the first of the batch, which is not put into this queue but to be run next
     */
    @Nullable Schedulable takeFrom(InjectionQueue source, int share) {
        if (!source.tryLock()) {
            return null;
        }
        try {
            Schedulable first = source.poll();
            if (first == null) {
                return null;
            }
            int back = tail;
            int room = ring.length - (back - RingHead.steal(head.getAcquire()));
            int limit = Math.min(Math.min(share - 1, room), ring.length / 2);
            int count = 0;
            Schedulable task;
            while (count < limit && (task = source.poll()) != null) {
                ring[back + count & mask] = task;
                count++;
            }
            setTailRelease(back + count);
            source.polled(count + 1);
            return first;
        } finally {
            source.unlock();
        }
    }

    /**
     * Owner: steals half (rounded up) of another queue, unless another thief is at it or this queue is more than half full.
     *
     * @return one of the stolen tasks, which is not put into this queue but to be run next
     */
    @Nullable Schedulable stealFrom(LocalQueue victim) {
        int back = tail;
        if (back - RingHead.steal(head.getAcquire()) > ring.length / 2) {
            return null;
        }
        int count = victim.stealInto(ring, back);
        if (count == 0) {
            return null;
        }
        Schedulable last = remove(back + count - 1);
        setTailRelease(back + count - 1);
        return last;
    }

    /** Thief: copies half of this queue into another ring of the same capacity, from {@code back} on. */
    private int stealInto(@Nullable Schedulable[] target, int back) {
        long seen;
        int count;
        do {
            seen = head.getAcquire();
            if (RingHead.isBeingRobbed(seen)) {
                return 0;
            }
            // The tail is read after the head, so that it is never behind it.
            int available = tailAcquire() - RingHead.real(seen);
            count = available - available / 2;
            if (count == 0) {
                return 0;
            }
        } while (!head.beginSteal(seen, count));
        int from = RingHead.real(seen);
        for (int i = 0; i < count; i++) {
            target[back + i & mask] = remove(from + i);
        }
        head.finishSteal();
        return count;
    }

    /** Takes what is at a place that belongs to the caller, and clears it so that the ring keeps no garbage alive. */
    private Schedulable remove(int position) {
        int index = position & mask;
        Schedulable task = ring[index];
        ring[index] = null;
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
