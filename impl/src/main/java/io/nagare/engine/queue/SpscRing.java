package io.nagare.engine.queue;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The producer's own field, alone on its cache lines. */
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

/** The consumer's own field, alone on its cache lines. */
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
 * A bounded queue with one producer and one consumer, which may be different threads. The consumer may sleep while the
 * queue is empty. The producer then finds out that it must wake the consumer.
 *
 * <p>Items are handed over through the slots: an empty slot belongs to the producer, a full one to the consumer. Only
 * the producer uses {@code tail}, and only the consumer writes {@code head}, so handing over an item needs no ordering
 * of the two. The two sides share the slots, and one word that changes when the consumer falls asleep or is woken. If
 * an item is refused, the producer reads {@code head} to find out why.
 *
 * <p>Always holds: while the consumer sleeps, the queue is empty, or the producer has yet to check whether it must wake
 * the consumer. After {@link #offerExclusively}, which has an exchange and so a full fence, the check is
 * {@link #mustWake}. After any number of {@link #offer} calls the check is one {@link #flush}. {@link #sleep} has a
 * full fence between writing the word and looking at the slots. So at least one side sees the other's write.
 *
 * @param <T> the items
 */
public final class SpscRing<T> extends SpscHead {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    private static final VarHandle HEAD = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "head", VarHandle.class, SpscRing.class, int.class);

    private static final VarHandle CONSUMER = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "consumer", VarHandle.class, SpscRing.class, int.class);

    /**
     * After how many nanoseconds a consumer looks again if it has fallen asleep before the producer's {@link #flush}.
     * Until the flush, both sides may overlook an item that was just offered, and the producer may take long to get
     * there.
     */
    public static final long LOOK_AGAIN_NANOS = 2_000_000;

    private static final int AWAKE = 0;
    private static final int WOKEN = 1;
    private static final int ASLEEP = 2;

    private final @Nullable Object[] slots;
    private final int mask;

    /*
     * The consumer writes ASLEEP. The producer writes WOKEN, and then causes a run of the consumer. In that run the
     * consumer writes AWAKE. If the producer's WOKEN overwrites a newer ASLEEP, the run that the producer causes puts
     * this right. Opaque writes are enough for WOKEN and AWAKE: the word hands over no data. The wake that follows
     * WOKEN orders this write before the consumer's run.
     */
    @SuppressWarnings("unused") // by CONSUMER
    private int consumer = ASLEEP;

    /** A queue for at least {@code capacity} items, rounded up to a power of two. Its consumer starts out asleep. */
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
        // Release pairs with the consumer's acquire: a consumer that sees the item sees what the producer wrote before
        // it.
        SLOT.setRelease(slots, index, item);
        tail++;
        return true;
    }

    /** Producer: the number of the item that it will offer next. */
    public int position() {
        return tail;
    }

    /**
     * Producer: as {@link #offer}, but safe if several threads produce at once against the rules. No item overwrites
     * another. If two threads offer at the same time, one of them may be refused. Otherwise both items are in the ring,
     * but the second may be in a slot that the consumer does not look at any more.
     *
     * @param position the number that {@link #position()} has returned
     */
    public boolean offerExclusively(int position, T item) {
        if (!SLOT.compareAndSet(slots, position & mask, null, item)) {
            return false;
        }
        // Plain: a producer that keeps the rules orders what its threads do. For others the compare-and-set alone
        // protects the slots, and the tail may go wrong.
        tail = position + 1;
        return true;
    }

    /**
     * Producer, after its item was refused: whether there was no room. If not, another thread had put an item at the
     * same position. The consumer may have taken any number of items since.
     *
     * <p>If there was no room, the item in the slot was put there a whole ring earlier. Otherwise the item in the slot
     * has the refused item's own number. The head tells the two cases apart: if there was no room, the head never gets
     * past the position. While the slot still holds its item, the head is a whole ring behind, or one less while the
     * consumer is taking that item. If another thread's item took the last room, this returns true.
     */
    public boolean wasFull(int position) {
        // Acquire pairs with the consumer's release of the head: it has emptied all slots before that head but the
        // last. The read of the slot below stays behind this one.
        int behind = position - (int) HEAD.getAcquire(this);
        if (SLOT.getAcquire(slots, position & mask) != null) {
            return behind >= mask;
        }
        // The consumer moves the head before it empties the slot. An empty slot, read with acquire, was emptied with
        // release, so this read sees a head past the item that was there.
        return position - (int) HEAD.getAcquire(this) >= 0;
    }

    /** Producer: whether the consumer was asleep. If so, the caller must wake it. */
    public boolean mustWake() {
        // Volatile, so that the exchange or the fence before this read comes before it.
        if ((int) CONSUMER.getVolatile(this) != ASLEEP) {
            return false;
        }
        // Opaque: see the field. The caller's wake orders this write before the consumer's run.
        CONSUMER.setOpaque(this, WOKEN);
        return true;
    }

    /** Producer: as {@link #mustWake}, for all items that were offered before. */
    public boolean flush() {
        VarHandle.fullFence();
        return mustWake();
    }

    /** Producer: whether the consumer has been woken and has not begun to run. The answer may be out of date. */
    public boolean isWaking() {
        // Opaque: a hint, by which the producer offers the woken consumer to other workers. Nothing else depends on it.
        return (int) CONSUMER.getOpaque(this) == WOKEN;
    }

    /** Consumer: takes the oldest item, or returns null if there is none. */
    @SuppressWarnings("unchecked") // only offer fills slots
    public @Nullable T poll() {
        int position = head;
        int index = position & mask;
        // Acquire pairs with the producer's release or exchange: the consumer sees what was written before the item.
        Object item = SLOT.getAcquire(slots, index);
        if (item != null) {
            // Release, and before the slot is emptied: see wasFull. Plain reads of the head are the consumer's own.
            HEAD.setRelease(this, position + 1);
            // Release pairs with the producer's acquire in offer: the consumer's read of the slot is over.
            SLOT.setRelease(slots, index, null);
        }
        return (T) item;
    }

    /**
     * Consumer: as {@link #poll}, while another thread may {@link #drain} at the same time. Each item goes to one of
     * the two threads. A producer of such a ring must not ask {@link #wasFull}.
     */
    @SuppressWarnings("unchecked") // only offer fills slots
    public @Nullable T pollExclusively() {
        int index = head & mask;
        // Acquire as in poll. The exchange decides which of the two threads gets the item.
        Object item = SLOT.getAcquire(slots, index);
        if (item == null || !SLOT.compareAndSet(slots, index, item, null)) {
            return null;
        }
        // Plain: only the consumer writes the head. A thread that drains may read it too old, which drain allows.
        head++;
        return (T) item;
    }

    /** Consumer: whether there is nothing to take. */
    public boolean isEmpty() {
        // Acquire pairs with the producer's release. In sleep() a fence precedes this read. So if a producer did not
        // see ASLEEP, this read sees its item.
        return SLOT.getAcquire(slots, head & mask) == null;
    }

    /** Consumer: notes that it has begun to run. Returns whether it was asleep or woken before. */
    public boolean awake() {
        // Opaque: the consumer wrote ASLEEP itself in an earlier run, so it reads that or a later write, never an older
        // AWAKE.
        if ((int) CONSUMER.getOpaque(this) == AWAKE) {
            return false;
        }
        // Opaque: see the field.
        CONSUMER.setOpaque(this, AWAKE);
        return true;
    }

    /**
     * Consumer: asks to be woken for the next item. Returns false if there is an item already; then the consumer stays
     * awake.
     */
    public boolean sleep() {
        fallAsleep();
        if (isEmpty()) {
            return true;
        }
        // Opaque: see the field. A producer that still sees ASLEEP only wakes the consumer once too often.
        CONSUMER.setOpaque(this, AWAKE);
        return false;
    }

    /**
     * Any thread, when no more items are needed: takes all items, in whatever slots they are. Returns how many there
     * were. It also asks for the consumer to be woken for items that still come; this must then be called again.
     */
    @SuppressWarnings("unchecked") // only offer fills slots
    public int drain(Consumer<? super T> each) {
        int taken = 0;
        fallAsleep();
        // Plain, and read once: the consumer may move the head meanwhile, and no slot may be left out. An old head only
        // changes the order in which items are handed out.
        int first = head;
        for (int i = 0; i < slots.length; i++) {
            int index = (first + i) & mask;
            // The look before the exchange only saves exchanges of empty slots. A slot that is seen empty too early is
            // found again, because the producer then sees ASLEEP and wakes the consumer.
            Object item = SLOT.getAcquire(slots, index) == null ? null : SLOT.getAndSet(slots, index, null);
            if (item != null) {
                each.accept((T) item);
                taken++;
            }
        }
        return taken;
    }

    /** After this, either the consumer sees what the producer wrote before its fence, or the producer sees ASLEEP. */
    private void fallAsleep() {
        CONSUMER.setVolatile(this, ASLEEP);
        VarHandle.fullFence();
    }
}
