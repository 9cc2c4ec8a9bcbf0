package io.nagare.engine.queue;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the producer has for itself, alone on its cache lines. */
abstract class SpscTail extends LeadingPadding {
    int tail;
    byte b00, b01, b02, b03, b04, b05, b06, b07;
    byte b10, b11, b12, b13, b14, b15, b16, b17;
    byte b20, b21, b22, b23, b24, b25, b26, b27;
    byte b30, b31, b32, b33, b34, b35, b36, b37;
    byte b40, b41, b42, b43, b44, b45, b46, b47;
    byte b50, b51, b52, b53, b54, b55, b56, b57;
    byte b60, b61, b62, b63, b64, b65, b66, b67;
    byte b70, b71, b72, b73, b74, b75, b76, b77;
    byte b80, b81, b82, b83, b84, b85, b86, b87;
    byte b90, b91, b92, b93, b94, b95, b96, b97;
    byte ba0, ba1, ba2, ba3, ba4, ba5, ba6, ba7;
    byte bb0, bb1, bb2, bb3, bb4, bb5, bb6, bb7;
    byte bc0, bc1, bc2, bc3, bc4, bc5, bc6, bc7;
    byte bd0, bd1, bd2, bd3, bd4, bd5, bd6, bd7;
    byte be0, be1, be2, be3, be4, be5, be6, be7;
    byte bf0, bf1, bf2, bf3, bf4, bf5, bf6, bf7;
}

/** What the consumer has for itself, alone on its cache lines. */
abstract class SpscHead extends SpscTail {
    int head;
    byte c00, c01, c02, c03, c04, c05, c06, c07;
    byte c10, c11, c12, c13, c14, c15, c16, c17;
    byte c20, c21, c22, c23, c24, c25, c26, c27;
    byte c30, c31, c32, c33, c34, c35, c36, c37;
    byte c40, c41, c42, c43, c44, c45, c46, c47;
    byte c50, c51, c52, c53, c54, c55, c56, c57;
    byte c60, c61, c62, c63, c64, c65, c66, c67;
    byte c70, c71, c72, c73, c74, c75, c76, c77;
    byte c80, c81, c82, c83, c84, c85, c86, c87;
    byte c90, c91, c92, c93, c94, c95, c96, c97;
    byte ca0, ca1, ca2, ca3, ca4, ca5, ca6, ca7;
    byte cb0, cb1, cb2, cb3, cb4, cb5, cb6, cb7;
    byte cc0, cc1, cc2, cc3, cc4, cc5, cc6, cc7;
    byte cd0, cd1, cd2, cd3, cd4, cd5, cd6, cd7;
    byte ce0, ce1, ce2, ce3, ce4, ce5, ce6, ce7;
    byte cf0, cf1, cf2, cf3, cf4, cf5, cf6, cf7;
}

/**
 * A bounded queue with one producer and one consumer, which may be different threads. The consumer may sleep while
 * there is nothing to take; the producer finds out that it must wake it.
 *
 * <p>Each slot carries the hand-over: null means that it is the producer's. {@code tail} is touched by the producer
 * alone, {@code head} by the consumer alone, so neither position needs any ordering to take items over, and the two
 * sides share no word but the slots and one that is written when the consumer falls asleep or is woken. A producer that
 * was refused reads {@code head} to find out why.
 *
 * <p>Always holds: when the consumer sleeps, the queue is empty, or the producer has not yet done what must follow each
 * item: either {@link #offerExclusively}, whose exchange is a full fence, and {@link #mustWake}; or {@link #offer}, and
 * {@link #flush} once for any number of items. A full fence stands in {@link #sleep} between the word and the look at
 * the slots. So one side sees the other.
 *
 * @param <T> what is queued
 */
public final class SpscRing<T> extends SpscHead {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    private static final VarHandle HEAD = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "head", VarHandle.class, SpscRing.class, int.class);

    private static final VarHandle CONSUMER = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "consumer", VarHandle.class, SpscRing.class, int.class);

    /**
     * When a consumer that has fallen asleep looks again, while the producer has yet to {@link #flush}: an item that it
     * has just offered may be overlooked until then, and what it does meanwhile may take long.
     */
    public static final long LOOK_AGAIN_NANOS = 2_000_000;

    private static final int AWAKE = 0;
    private static final int WOKEN = 1;
    private static final int ASLEEP = 2;

    private final @Nullable Object[] slots;
    private final int mask;

    /*
     * ASLEEP is written by the consumer, WOKEN by the producer, which sees to a run of the consumer after it, and AWAKE
     * by the consumer in such a run. If the producer's write comes late, over a newer ASLEEP, the run that it sees to
     * puts it right.
     */
    @SuppressWarnings("unused") // by CONSUMER
    private int consumer = ASLEEP;

    /** A queue for at least that many items, rounded up to a power of two, whose consumer sleeps. */
    public SpscRing(int capacity) {
        int size = Integer.highestOneBit(Math.max(2, capacity) * 2 - 1);
        slots = new @Nullable Object[size];
        mask = size - 1;
    }

    /** Producer: adds an item, or returns false if there is no room. */
    public boolean offer(T item) {
        int index = tail & mask;
        // Acquire pairs with the consumer's release below: the slot is free, and its reads of the old item are over.
        if (SLOT.getAcquire(slots, index) != null) {
            return false;
        }
        // Release: who sees the item sees what the producer wrote before.
        SLOT.setRelease(slots, index, item);
        tail++;
        return true;
    }

    /** Producer: the number of the item that it offers next. */
    public int position() {
        return tail;
    }

    /**
     * Producer: as {@code offer}, for one that may be several threads against the rules. No item overwrites another: of
     * two threads that put one at the same time one is refused, or both have put it, the second maybe where the
     * consumer does not look any more.
     *
     * @param position what {@link #position()} has returned
     */
    public boolean offerExclusively(int position, T item) {
        if (!SLOT.compareAndSet(slots, position & mask, null, item)) {
            return false;
        }
        tail = position + 1;
        return true;
    }

    /**
     * Producer, whose item was refused: whether that was for want of room, and not because another thread had put an
     * item at the same position. The consumer may have taken any number of items since.
     *
     * <p>If there was no room, the item in the way was the one that was put a whole ring before. If not, it had the
     * refused item's own number. The head tells the two apart: in the first case it never gets past the position. An
     * item that is still in the way has not been taken, so the head is a whole ring behind, or one less while the item
     * is being taken. If another thread's item was the last that had room, it is said that there was none.
     */
    public boolean wasFull(int position) {
        // Acquire: the places before the head that is read are seen as they are left by the consumer, empty.
        int behind = position - (int) HEAD.getAcquire(this);
        if (SLOT.getAcquire(slots, position & mask) != null) {
            return behind >= mask;
        }
        // The consumer moves the head before it empties the place.
        return position - (int) HEAD.getAcquire(this) >= 0;
    }

    /** Producer: whether the consumer was asleep, and so must be woken by the caller. */
    public boolean mustWake() {
        // Volatile: not before the exchange or the fence that precedes it.
        if ((int) CONSUMER.getVolatile(this) != ASLEEP) {
            return false;
        }
        CONSUMER.setOpaque(this, WOKEN);
        return true;
    }

    /** Producer: as {@code mustWake}, for all the items that were offered before. */
    public boolean flush() {
        VarHandle.fullFence();
        return mustWake();
    }

    /** Producer: whether the consumer has been woken, and has not begun to run. */
    public boolean isWaking() {
        return (int) CONSUMER.getOpaque(this) == WOKEN;
    }

    /** Consumer: takes the oldest item, or returns null if there is none. */
    @SuppressWarnings("unchecked") // only offer fills slots
    public @Nullable T poll() {
        int position = head;
        int index = position & mask;
        Object item = SLOT.getAcquire(slots, index);
        if (item != null) {
            // Release, and before the place is emptied: see wasFull.
            HEAD.setRelease(this, position + 1);
            SLOT.setRelease(slots, index, null);
        }
        return (T) item;
    }

    /**
     * Consumer: as {@code poll}, where another thread may {@link #drain} at the same time: each item goes to one of the
     * two.
     */
    @SuppressWarnings("unchecked") // only offer fills slots
    public @Nullable T pollExclusively() {
        int index = head & mask;
        Object item = SLOT.getAcquire(slots, index);
        if (item == null || !SLOT.compareAndSet(slots, index, item, null)) {
            return null;
        }
        head++;
        return (T) item;
    }

    /** Consumer: whether there is nothing to take. */
    public boolean isEmpty() {
        return SLOT.getAcquire(slots, head & mask) == null;
    }

    /** Consumer: has begun to run. Returns whether it had been asleep. */
    public boolean awake() {
        if ((int) CONSUMER.getOpaque(this) == AWAKE) {
            return false;
        }
        CONSUMER.setOpaque(this, AWAKE);
        return true;
    }

    /** Consumer: wants to be woken for the next item. Returns false if there is one already; then it is awake. */
    public boolean sleep() {
        fallAsleep();
        if (isEmpty()) {
            return true;
        }
        CONSUMER.setOpaque(this, AWAKE);
        return false;
    }

    /**
     * Any thread, when no more items are needed: takes all there are, wherever they are, and wants the consumer to be
     * woken for those to come, for which this is called again. Returns how many there were.
     */
    @SuppressWarnings("unchecked") // only offer fills slots
    public int drain(Consumer<? super T> each) {
        int taken = 0;
        fallAsleep();
        // Read once: the consumer may move it, and no slot is to be left out. Whichever it is, the order is the best
        // that can be had.
        int first = head;
        for (int i = 0; i < slots.length; i++) {
            int index = (first + i) & mask;
            Object item = SLOT.getAcquire(slots, index) == null ? null : SLOT.getAndSet(slots, index, null);
            if (item != null) {
                each.accept((T) item);
                taken++;
            }
        }
        return taken;
    }

    /** What the producer did before, up to its fence, is seen after this; or it sees this. */
    private void fallAsleep() {
        CONSUMER.setVolatile(this, ASLEEP);
        VarHandle.fullFence();
    }
}
