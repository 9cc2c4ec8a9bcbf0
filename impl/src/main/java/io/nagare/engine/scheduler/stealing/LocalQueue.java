package io.nagare.engine.scheduler.stealing;

import io.nagare.engine.queue.LeadingPadding;
import io.nagare.engine.scheduler.base.InjectionQueue;
import io.nagare.engine.scheduler.base.Schedulable;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The run queue of one worker, first in, first out. It is a ring that its owner fills and empties, and from which other
 * workers steal. It is the queue of Tokio's scheduler, which comes from Go's, with one difference. Their full ring
 * gives half of its tasks to the injection queue, where tasks wait longer than in a ring. This ring grows, and gives
 * tasks away only beyond a bound.
 *
 * <p>Only the owner calls {@link #push}, {@link #pop}, {@link #takeFrom} and, on the receiving queue,
 * {@link #stealFrom}. The queue that it steals from belongs to another worker.
 *
 * <p>Always holds: {@code steal <= real <= tail <= steal + capacity} (as cursors that wrap). The places from
 * {@code real} to {@code tail} hold tasks. The places from {@code steal} to {@code real} belong to the one thief that
 * is copying them. All others are empty, and only the owner may write them. The ring is replaced only while there is no
 * thief, and only if it is empty or the head has just been moved. So the ring that a thief has read before it claims
 * tasks is the ring that holds them.
 */
public final class LocalQueue extends LeadingPadding {

    private static final VarHandle TAIL = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "tail", VarHandle.class, LocalQueue.class, int.class);

    private static final VarHandle RING = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "ring", VarHandle.class, LocalQueue.class, Schedulable[].class);

    private static final VarHandle OVERFLOWS = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "overflows", VarHandle.class, LocalQueue.class, long.class);

    /** The most places that a ring may have. Such a ring takes 8 MiB at most. */
    private static final int MOST = 1 << 20;

    private final RingHead head = new RingHead();
    private final @Nullable Schedulable[] first;
    private final int most;
    private final InjectionQueue injection;

    /**
     * The ring. Its length is a power of two. Only the owner writes it, with release before the tail, and reads it
     * plainly. Thieves read it with acquire, after the tail.
     */
    private @Nullable Schedulable[] ring;

    /** Where the next task goes. Only the owner writes it, with release, and reads it plainly. */
    private int tail;

    private long overflows;

    /**
     * An empty queue.
     *
     * @param capacity the length of the first ring, a power of two, at least 2
     * @param injection gets the tasks that find no room
     */
    public LocalQueue(int capacity, InjectionQueue injection) {
        this(capacity, Math.max(capacity, MOST), injection, 0);
    }

    /**
     * Makes an empty queue. Its cursors begin at {@code origin}.
     *
     * @param most how many places the ring may have, a power of two
     */
    public LocalQueue(int capacity, int most, InjectionQueue injection, int origin) {
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
     * Owner: puts a task at the back. If the ring is full and may not grow, the task and half of the ring go to the
     * injection queue.
     */
    public void push(Schedulable task) {
        while (true) {
            // Acquire pairs with finishSteal: the thief has emptied the places before `steal`, so the owner may write
            // them.
            long seen = head.getAcquire();
            int back = tail;
            @Nullable Schedulable[] places = ring;
            if (back - RingHead.steal(seen) < places.length) {
                // Plain: the release of the tail publishes it to thieves.
                places[back & places.length - 1] = task;
                setTailRelease(back + 1);
                return;
            }
            if (RingHead.isBeingRobbed(seen)) {
                // The thief will make room in a moment, so there is no reason to move half of the ring.
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

    /** Makes a ring of twice the length. Returns null if the ring may not grow, or if there is no memory for it. */
    private @Nullable Schedulable @Nullable [] larger(int length) {
        try {
            return length < most ? new Schedulable[length * 2] : null;
        } catch (OutOfMemoryError noRoom) {
            return null;
        }
    }

    /** Moves all tasks, which have been claimed, into a larger ring. There they come behind the claimed positions. */
    private void grow(@Nullable Schedulable[] larger, int back, Schedulable task) {
        @Nullable Schedulable[] before = ring;
        int count = before.length;
        for (int i = 0; i < count; i++) {
            larger[back + i & larger.length - 1] = remove(before, back + i);
        }
        larger[back + count & larger.length - 1] = task;
        // Release: a thief that sees this ring sees its tasks. The ring is written before the tail, and thieves read
        // the tail first.
        RING.setRelease(this, larger);
        setTailRelease(back + count + 1);
    }

    /** Owner, when it has nothing to do: gives up a ring that had grown. */
    public void shrink() {
        // Acquire pairs with finishSteal: without a thief at work, the last one has finished.
        long seen = head.getAcquire();
        if (ring != first && RingHead.real(seen) == tail && !RingHead.isBeingRobbed(seen)) {
            // Back to the first ring. Release: a thief that sees a task pushed after this, by the tail, also sees this
            // ring. Acquire above: if no thief is at work, the last one has finished.
            RING.setRelease(this, first);
        }
    }

    /**
     * Moves the newer half of a ring and the new task to the injection queue. All places of the ring have been claimed.
     * The older half keeps its order and its places. In a full ring the positions {@code back} and
     * {@code back - capacity} are the same place, so moving the tail puts that half in again.
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
        // Opaque: a figure for observers. The plain read is the owner's own.
        OVERFLOWS.setOpaque(this, overflows + 1);
    }

    /** Owner: takes the task at the front. */
    public @Nullable Schedulable pop() {
        long position = head.takeOne(tail);
        return position == RingHead.EMPTY ? null : remove(ring, (int) position);
    }

    /**
     * Owner: moves tasks from the injection queue to the back of this queue, unless another consumer is using it.
     *
     * @param share the fair number of tasks for this worker
     * @return how many tasks were moved
     */
    public int takeFrom(InjectionQueue source, int share) {
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

    /** Whether a push would send no task to the injection queue. */
    private boolean hasRoomOrGrows() {
        // Acquire orders nothing that is needed: an old head shows less room than there is.
        long seen = head.getAcquire();
        return tail - RingHead.steal(seen) < ring.length || ring.length < most && !RingHead.isBeingRobbed(seen);
    }

    /**
     * Owner: steals half (rounded up) of another queue's tasks, but no more than half of this queue's ring can hold.
     * Steals nothing if another thief is at work there, or if this queue is more than half full.
     *
     * @return one of the stolen tasks, to be run next; it is not in this queue. Null if nothing was stolen
     */
    public @Nullable Schedulable stealFrom(LocalQueue victim) {
        int back = tail;
        @Nullable Schedulable[] places = ring;
        // Acquire pairs with finishSteal, as in push.
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

    /** Thief: moves half of this queue's tasks into another ring, from position {@code back} on. Returns how many. */
    private int stealInto(@Nullable Schedulable[] target, int back) {
        long seen;
        int count;
        @Nullable Schedulable[] places;
        do {
            seen = head.getAcquire();
            if (RingHead.isBeingRobbed(seen)) {
                return 0;
            }
            // The tail is read after the head, so it is never behind the head. The ring is read after the tail, so it
            // holds the tasks before that tail. Each acquire keeps the next read behind it. If the head has changed
            // since, beginSteal fails.
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

    /**
     * Takes the task at a place that belongs to the caller, and clears the place, so that the ring keeps no garbage
     * alive. Plain accesses are enough: the caller has claimed the place, and finishSteal or the next write of the tail
     * hands it on.
     */
    private static Schedulable remove(@Nullable Schedulable[] places, int position) {
        int index = position & places.length - 1;
        Schedulable task = places[index];
        places[index] = null;
        if (task == null) {
            throw new AssertionError("no task at " + Integer.toUnsignedString(position));
        }
        return task;
    }

    /** Any thread: the number of tasks in this queue. It may be out of date when this returns. */
    public int size() {
        long seen = head.getAcquire();
        // In this order the result is never below zero. It is a hint: nothing is taken because of it alone.
        return tailAcquire() - RingHead.real(seen);
    }

    /** Owner: the position that the next {@link #push} will use. */
    int backPosition() {
        return tail;
    }

    /** Owner: whether all tasks before {@code position} have been taken out. */
    boolean hasReached(int position) {
        // The owner's own takes are seen. A thief's may be seen late, which makes the round a little longer.
        return RingHead.real(head.getAcquire()) - position >= 0;
    }

    /** Any thread: how often half of the ring was moved. */
    public long overflows() {
        // Opaque: a figure for observers.
        return (long) OVERFLOWS.getOpaque(this);
    }

    /**
     * Pairs with {@link #setTailRelease}: the caller sees the tasks that the owner wrote into the places before the
     * tail.
     */
    private int tailAcquire() {
        return (int) TAIL.getAcquire(this);
    }

    private void setTailRelease(int position) {
        // Release: a thief that sees this tail sees the tasks before it, and the ring that holds them.
        TAIL.setRelease(this, position);
    }
}
