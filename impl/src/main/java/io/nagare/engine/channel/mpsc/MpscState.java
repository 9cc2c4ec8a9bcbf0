package io.nagare.engine.channel.mpsc;

import io.nagare.engine.queue.Contention;
import io.nagare.engine.queue.PaddedWord;
import io.nagare.engine.waiting.Rest;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The state of an mpsc channel: a word, and the count of the values that the receiver has taken. The word gives each
 * sender a place for its value, and says which sender must wake the receiver.
 *
 * <pre>
 *   CLOSED | AWAITED | SLEEPING | reserved: 25 bits | tail: 36 bits
 * </pre>
 *
 * <p>{@code tail} is the number of tickets that were drawn, {@code head} the number of values that were taken, both
 * modulo 2<sup>36</sup>. {@code reserved} is the number of reservations that are not used yet. AWAITED: senders wait,
 * and no other sender may claim room before them. SLEEPING: the receiver waits for the next ticket. The sender that
 * draws this ticket clears the bit, and wakes the receiver when the value is in its place.
 *
 * <p>Always holds: tail - head + reserved is at most the capacity. A receiver falls asleep only by a compare-and-set of
 * the word, and only if it has reached the tail in that word. So no wake-up is lost, and publishing a value needs no
 * fence.
 *
 * <p>All changes of the word are full compare-and-sets. So a loop may read the word with acquire: a word that is too
 * old fails the compare-and-set. An answer that changes nothing needs {@code isCurrent}, a volatile read. CLOSED needs
 * no second look, because the bit is never cleared.
 */
public final class MpscState extends PaddedWord {

    /** A capacity that is never reached. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    /** Instead of a ticket: there is no room, or other senders wait for it. */
    public static final long FULL = -1;

    /** Instead of a ticket: nothing can be sent any more. */
    public static final long CLOSED = -2;

    private static final int TAIL_BITS = 36;
    private static final long TAIL = (1L << TAIL_BITS) - 1;
    private static final long ONE_RESERVED = 1L << TAIL_BITS;
    private static final long RESERVED = ((1L << 25) - 1) << TAIL_BITS;
    private static final long SLEEPING_BIT = 1L << 61;
    private static final long AWAITED_BIT = 1L << 62;
    private static final long CLOSED_BIT = 1L << 63;

    private static final VarHandle SEEN = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "seen", VarHandle.class, MpscState.class, long.class);

    /**
     * The number of taken values, alone on its cache lines, because the receiver writes it all the time. Only the
     * receiver writes it, with release after it has emptied a place. A sender that reads it with acquire finds the
     * places before it empty.
     */
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
     * A head that some sender has read, kept so that not every sender must read the receiver's word. It is written with
     * release and read with acquire. So the next sender knows, too, that the receiver has emptied the places before
     * that head. A late sender may write an older head over a newer one. An older head shows less room, and its reader
     * then reads the head itself.
     */
    @SuppressWarnings("unused") // by SEEN
    private long seen;

    public MpscState(int capacity) {
        this(capacity, 0);
    }

    /** A state that gives out {@code first} as its first ticket. */
    public MpscState(int capacity, long first) {
        this.capacity = capacity;
        // No other thread has this object yet; the final field of its channel publishes it. Any mode would do.
        setRelease(first);
        head.write(first);
        seen = first;
    }

    int capacity() {
        return capacity;
    }

    /**
     * Any thread: draws a ticket, which carries {@link #mustWake}. Returns {@link #FULL} or {@link #CLOSED} instead if
     * there is none.
     */
    public long claim() {
        for (; ; ) {
            // Acquire: a word that is too old fails the compare-and-set, and FULL is returned only for a current word.
            // The reads of the heads stay behind this one.
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

    /** Any thread: reserves room for one value. Returns 0, {@link #FULL} or {@link #CLOSED}. */
    public long reserve() {
        for (; ; ) {
            // Acquire: as in claim.
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

    /**
     * Under the channel's lock: as {@link #reserve()}, for the sender that has waited longest. Returns whether there
     * was room.
     */
    public boolean reserveForFirst() {
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

    /** Turns the caller's reservation into a ticket, which carries {@link #mustWake}. */
    public long claimReserved() {
        for (; ; ) {
            // Acquire: the compare-and-set decides.
            long now = getAcquire();
            if (compareAndSet(now, withTicket(now - ONE_RESERVED))) {
                return now & (SLEEPING_BIT | TAIL);
            }
        }
    }

    /**
     * Gives up the caller's reservation. Returns whether the channel must tell waiting senders of the room, or the
     * receiver of the end.
     */
    public boolean release() {
        for (; ; ) {
            // Acquire: the compare-and-set decides.
            long now = getAcquire();
            if (compareAndSet(now, now - ONE_RESERVED)) {
                return (now & (AWAITED_BIT | CLOSED_BIT)) != 0;
            }
        }
    }

    /** Returns the ticket itself, without {@link #mustWake}. */
    public static long ticket(long claimed) {
        return claimed & TAIL;
    }

    /** Whether the sender that claimed this must wake the receiver when the value is in its place. */
    public static boolean mustWake(long claimed) {
        return (claimed & SLEEPING_BIT) != 0;
    }

    /**
     * Under the channel's lock: from now on only {@link #reserveForFirst} gives out room. The caller must look at the
     * room after this. The fence keeps that look behind the bit, see {@link #isAwaited}.
     */
    public void await() {
        set(AWAITED_BIT);
        VarHandle.fullFence();
    }

    /** Under the channel's lock: notes that no sender waits any more. */
    public void awaitNoMore() {
        for (long now = getVolatile(); (now & AWAITED_BIT) != 0; now = getVolatile()) {
            if (compareAndSet(now, now & ~AWAITED_BIT)) {
                return;
            }
        }
    }

    /** Under the channel's lock: closes the channel. Returns false if it was closed already. */
    public boolean close() {
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

    /** Receiver: the number of taken values. */
    public long head() {
        return head.read();
    }

    /**
     * Receiver: notes that the value with this ticket has been taken out of its place. The release gives the place back
     * to the senders.
     */
    public void taken(long ticket) {
        head.write((ticket + 1) & TAIL);
    }

    /** Receiver: whether more tickets have been drawn than values have been taken. */
    boolean isExpecting() {
        return (getVolatile() & TAIL) != head.read();
    }

    /** Receiver: finds out what to do when the next place is empty. Falls asleep if all tickets have been served. */
    public Rest rest(long head) {
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
     * this read. On the other side, {@link #await()} has a fence between the write of the bit and the read of the head.
     * So at least one side sees the other's write.
     */
    public boolean isAwaited() {
        VarHandle.fullFence();
        return (getVolatile() & AWAITED_BIT) != 0;
    }

    /** The number of values that wait. */
    public long size() {
        for (; ; ) {
            long now = getVolatile();
            long size = distance(now, head.read());
            if (isCurrent(now)) {
                return size;
            }
        }
    }

    /** For how many more values there is room. */
    public int available() {
        for (; ; ) {
            long now = getVolatile();
            long used = distance(now, head.read()) + reserved(now);
            if (isCurrent(now)) {
                return capacity == UNBOUNDED ? UNBOUNDED : (int) Math.max(0, capacity - used);
            }
        }
    }

    /** Whether the word has not changed. If so, no head that was read since the word was read is beyond its tail. */
    private boolean isCurrent(long word) {
        return getVolatile() == word;
    }

    /**
     * Whether the word has room for one more value. An old word with a new head looks full, so after false the caller
     * must check whether the word is current.
     */
    private boolean hasRoom(long now) {
        long room = capacity - reserved(now);
        // Acquire and release: see the field.
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
