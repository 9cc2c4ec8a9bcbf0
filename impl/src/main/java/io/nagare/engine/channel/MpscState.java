package io.nagare.engine.channel;

import io.nagare.engine.queue.Contention;
import io.nagare.engine.scheduler.PaddedWord;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The word that decides who may put a value where in an mpsc channel, and who must be woken for it; and how far the
 * receiver is.
 *
 * <pre>
 *   CLOSED | AWAITED | SLEEPING | reserved: 25 bits | tail: 36 bits
 * </pre>
 *
 * <p>{@code tail} is how many values were given a ticket, {@code head} how many were taken, both modulo 2<sup>36</sup>;
 * {@code reserved} is how many slots are out. AWAITED: senders wait, and nobody may claim room past them. SLEEPING: the
 * receiver waits for the next ticket; who draws it takes the bit away, and wakes the receiver when the value is in its
 * place.
 *
 * <p>Always holds: tail - head + reserved is at most the capacity. A receiver falls asleep only by a compare-and-set of
 * a word that has no ticket which it has not taken, so no wake-up is lost and publishing a value needs no fence.
 *
 * <p>All changes of the word are full compare-and-sets.
 */
final class MpscState extends PaddedWord {

    /** A capacity that is never reached. */
    static final int UNBOUNDED = Integer.MAX_VALUE;

    /** Instead of a ticket: there is no room, or others wait for it. */
    static final long FULL = -1;

    /** Instead of a ticket: nothing can be sent any more. */
    static final long CLOSED = -2;

    private static final int TAIL_BITS = 36;
    private static final long TAIL = (1L << TAIL_BITS) - 1;
    private static final long ONE_RESERVED = 1L << TAIL_BITS;
    private static final long RESERVED = ((1L << 25) - 1) << TAIL_BITS;
    private static final long SLEEPING_BIT = 1L << 61;
    private static final long AWAITED_BIT = 1L << 62;
    private static final long CLOSED_BIT = 1L << 63;

    private static final VarHandle SEEN = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "seen", VarHandle.class, MpscState.class, long.class);

    /** How many values were taken, alone on its cache lines, because the receiver writes it all the time. */
    private static final class Head extends PaddedWord {

        long read() {
            return getAcquire();
        }

        void write(long value) {
            setRelease(value);
        }
    }

    private final int capacity;
    private final Head head = new Head();

    /*
     * A head that some sender has read, so that not all have to read the receiver's. Release and acquire, so that who
     * goes by it knows as much as who read the head itself: that the receiver is done with the places before it.
     */
    @SuppressWarnings("unused") // by SEEN
    private long seen;

    MpscState(int capacity) {
        this(capacity, 0);
    }

    /** A state whose first ticket is that one. */
    MpscState(int capacity, long first) {
        this.capacity = capacity;
        setRelease(first);
        head.write(first);
        seen = first;
    }

    int capacity() {
        return capacity;
    }

    /** Any thread: a ticket with {@link #mustWake}, or {@link #FULL}, or {@link #CLOSED}. */
    long claim() {
        for (; ; ) {
            long now = getAcquire();
            if (now < 0) {
                return CLOSED;
            }
            if ((now & AWAITED_BIT) != 0 || !hasRoom(now)) {
                if (isCurrent(now)) {
                    return FULL;
                }
            } else if (compareAndSet(now, withTicket(now))) {
                return now & (SLEEPING_BIT | TAIL);
            } else {
                Contention.giveWay();
            }
        }
    }

    /** Any thread: keeps room for one value. Returns 0, {@link #FULL} or {@link #CLOSED}. */
    long reserve() {
        for (; ; ) {
            long now = getAcquire();
            if (now < 0) {
                return CLOSED;
            }
            if ((now & AWAITED_BIT) != 0 || !hasRoom(now)) {
                if (isCurrent(now)) {
                    return FULL;
                }
            } else if (compareAndSet(now, now + ONE_RESERVED)) {
                return 0;
            }
        }
    }

    /** Under the channel's lock: as {@link #reserve()}, for who has waited longest. */
    boolean reserveForFirst() {
        for (; ; ) {
            long now = getVolatile();
            if (now < 0) {
                return false;
            }
            if (!hasRoom(now)) {
                if (isCurrent(now)) {
                    return false;
                }
            } else if (compareAndSet(now, now + ONE_RESERVED)) {
                return true;
            }
        }
    }

    /** Who holds a reservation: makes a ticket of it, with {@link #mustWake}. */
    long claimReserved() {
        for (; ; ) {
            long now = getAcquire();
            if (compareAndSet(now, withTicket(now - ONE_RESERVED))) {
                return now & (SLEEPING_BIT | TAIL);
            }
        }
    }

    /**
     * Who holds a reservation: gives it up. Returns whether somebody must be told: who waits for room, or for the end.
     */
    boolean release() {
        for (; ; ) {
            long now = getAcquire();
            if (compareAndSet(now, now - ONE_RESERVED)) {
                return (now & (AWAITED_BIT | CLOSED_BIT)) != 0;
            }
        }
    }

    /** The place that a ticket is for. */
    static long ticket(long claimed) {
        return claimed & TAIL;
    }

    /** Whether who claimed this must wake the receiver when the value is in its place. */
    static boolean mustWake(long claimed) {
        return (claimed & SLEEPING_BIT) != 0;
    }

    /**
     * Under the channel's lock: from now on nobody claims room but {@link #reserveForFirst}. The room must be looked at
     * after this.
     */
    void await() {
        set(AWAITED_BIT);
    }

    /** Under the channel's lock: nobody waits any more. */
    void awaitNoMore() {
        for (long now = getVolatile(); (now & AWAITED_BIT) != 0; now = getVolatile()) {
            if (compareAndSet(now, now & ~AWAITED_BIT)) {
                return;
            }
        }
    }

    /** Under the channel's lock. Returns whether it was this that closed it. */
    boolean close() {
        return set(CLOSED_BIT);
    }

    private boolean set(long bit) {
        for (long now = getVolatile(); (now & bit) == 0; now = getVolatile()) {
            if (compareAndSet(now, now | bit)) {
                return true;
            }
        }
        return false;
    }

    boolean isClosed() {
        return getVolatile() < 0;
    }

    /** Receiver: how many values were taken. */
    long head() {
        return head.read();
    }

    /**
     * Receiver: the value with that ticket has been taken out of its place. Release: the place is the senders' from
     * here on.
     */
    void taken(long ticket) {
        head.write((ticket + 1) & TAIL);
    }

    /** Receiver: whether tickets were drawn whose values have not been taken. */
    boolean isExpecting() {
        return (getVolatile() & TAIL) != head.read();
    }

    /** Receiver: there was no value in the next place. */
    Rest rest(long head) {
        for (; ; ) {
            long now = getVolatile();
            if ((now & TAIL) != head) {
                return Rest.EXPECTING;
            }
            if (now < 0 && (now & RESERVED) == 0) {
                return Rest.ENDED;
            }
            if ((now & SLEEPING_BIT) != 0 || compareAndSet(now, now | SLEEPING_BIT)) {
                return Rest.ASLEEP;
            }
        }
    }

    /**
     * Receiver: whether senders wait for the room that was made. The fence stands between the write of the head and
     * this read, as the compare-and-set of {@link #await()} stands between the write of the bit and the read of the
     * head: one sees the other.
     */
    boolean isAwaited() {
        VarHandle.fullFence();
        return (getVolatile() & AWAITED_BIT) != 0;
    }

    /** How many values wait. */
    long size() {
        for (; ; ) {
            long now = getVolatile();
            long size = distance(now, head.read());
            if (isCurrent(now)) {
                return size;
            }
        }
    }

    /** For how many values there is room. */
    int available() {
        for (; ; ) {
            long now = getVolatile();
            long used = distance(now, head.read()) + reserved(now);
            if (isCurrent(now)) {
                return capacity == UNBOUNDED ? UNBOUNDED : (int) Math.max(0, capacity - used);
            }
        }
    }

    /** Whether the word is still that one: then no head that was read since it was read is beyond its tail. */
    private boolean isCurrent(long word) {
        return getVolatile() == word;
    }

    /** An old word with a new head looks full; who is told so must see whether the word is current. */
    private boolean hasRoom(long now) {
        long room = capacity - reserved(now);
        if (capacity == UNBOUNDED || distance(now, (long) SEEN.getAcquire(this)) < room) {
            return true;
        }
        long fresh = head.read();
        SEEN.setRelease(this, fresh);
        return distance(now, fresh) < room;
    }

    private static long reserved(long word) {
        return (word & RESERVED) >>> TAIL_BITS;
    }

    private static long distance(long word, long head) {
        return (word - head) & TAIL;
    }

    private static long withTicket(long word) {
        return (word & ~(SLEEPING_BIT | TAIL)) | ((word + 1) & TAIL);
    }
}
