package io.nagare.engine.queue;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A ring in which one owner hands out items to several lanes. The owner takes the outcomes in the order of the items.
 *
 * <p>A lane claims the oldest unclaimed item by its ticket, and later puts an outcome into the place of that ticket.
 * The owner takes the oldest outcome first. If that outcome is not there yet, the owner marks its place as awaited. The
 * lane that completes the item is then told to wake the owner, once.
 *
 * <p>The ring also counts the lanes. A lane that finds nothing to claim leaves. The owner lets another lane enter after
 * it has put in an item.
 *
 * <p>Always holds: {@code head <= claimed <= tail <= head + capacity}. The places from {@code head} to {@code claimed}
 * wait for an outcome or have one. The places from {@code claimed} to {@code tail} have an item. All others are empty.
 * A lane that has entered claims until there is nothing left, or the stream is over.
 *
 * @param <I> the items
 */
public final class ClaimRing<I> {

    /** From {@link #claim()}: there is no unclaimed item. */
    public static final long NONE = -1;

    /*
     * Implementation. The owner writes the tail with release, so that a lane that reads it with acquire sees the items
     * before it. `claimed` is moved by compare-and-set, so each ticket goes to one lane. The tail that a lane compares
     * it with was read later, and so is never behind it. Only the lane with its ticket reads and clears an item, so
     * plain accesses are enough. The owner writes the place again only after it has read, with acquire, the outcome
     * that this lane wrote afterwards. The owner reads and writes the tail and the head plainly, because no other
     * thread writes them.
     *
     * A place of `outcomes` is a word between one lane and the owner. The owner's compare-and-set from null to AWAITED
     * and the lane's exchange happen one after the other. Either the owner sees the outcome, or the lane sees AWAITED.
     * The exchange releases what the mapper wrote, and the owner's acquire sees it.
     *
     * `lanes` and the tail are a Dekker pair, with a full fence on each side. The owner writes the tail and then reads
     * how many lanes there are. A lane takes itself off and then reads the tail. At least one of them sees the other's
     * write, so no item is left without a lane.
     */
    private static final VarHandle CURSOR = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle LANES = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "lanes", VarHandle.class, ClaimRing.class, int.class);
    private static final VarHandle OUTCOME = MethodHandles.arrayElementVarHandle(Object[].class);

    /** In place of an outcome: the owner waits for it. */
    private static final Object AWAITED = new Object();

    /** In place of an outcome: the owner has revoked the item or given up the outcome. */
    private static final Object GONE = new Object();

    /** The indexes of the cursors. {@code CLAIMED} has cache lines of its own; the owner's two cursors share theirs. */
    private static final int TAIL = 8;

    private static final int HEAD = 9;
    private static final int CLAIMED = 24;
    private static final int CURSORS = 32;

    private final @Nullable Object[] items;
    private final @Nullable Object[] outcomes;
    private final int mask;
    private final int mostLanes;

    private final long[] cursors = new long[CURSORS];
    private int lanes;

    /**
     * A ring for at least {@code capacity} items, rounded up to a power of two, and at most {@code mostLanes} lanes.
     */
    public ClaimRing(int capacity, int mostLanes) {
        int size = Integer.highestOneBit(Math.max(2, capacity) * 2 - 1);
        items = new @Nullable Object[size];
        outcomes = new @Nullable Object[size];
        mask = size - 1;
        this.mostLanes = mostLanes;
        // Plain: the write of the tail, with release, publishes this place before a lane can claim it.
        outcomes[0] = AWAITED;
    }

    // The owner

    /** Adds an item. The owner must make sure that there is room. */
    public void put(I item) {
        if (size() > mask) {
            throw new IllegalStateException("all " + items.length + " places are taken");
        }
        long tail = cursors[TAIL];
        items[(int) tail & mask] = item;
        // Release: a lane that sees this tail sees the item.
        CURSOR.setRelease(cursors, TAIL, tail + 1);
    }

    /** The number of items that were put in, less the number of outcomes that were removed. */
    public int size() {
        return (int) (cursors[TAIL] - cursors[HEAD]);
    }

    /** The outcome of the oldest item; null if it is not there yet or the ring is empty. */
    public @Nullable Object peek() {
        // Acquire pairs with the lane's exchange: the owner sees what the mapper wrote, and that the lane has cleared
        // the item.
        Object outcome = OUTCOME.getAcquire(outcomes, (int) cursors[HEAD] & mask);
        return outcome == AWAITED ? null : outcome;
    }

    /** Removes the outcome that {@link #peek()} has returned. */
    public void remove() {
        // Plain: a lane uses this place only after it has claimed a later item in it. The tail, written with release,
        // publishes the place for that claim.
        outcomes[(int) cursors[HEAD] & mask] = null;
        cursors[HEAD]++;
    }

    /**
     * Whether the owner must wait for the next outcome, even if its item has not been put in yet. If so, the lane that
     * completes the item must wake the owner. A new ring starts with its owner waiting.
     */
    public boolean mustWait() {
        return awaits(cursors[HEAD]);
    }

    private boolean awaits(long ticket) {
        Object found = OUTCOME.compareAndExchange(outcomes, (int) ticket & mask, null, AWAITED);
        return found == null || found == AWAITED;
    }

    /** The number of items that no lane has claimed. The number may be out of date when this returns. */
    public int unclaimed() {
        // Acquire gives no guarantee that is needed here: the number is a hint. A cursor that is read too old makes it
        // too large.
        return (int) (cursors[TAIL] - (long) CURSOR.getAcquire(cursors, CLAIMED));
    }

    /**
     * The owner calls this after it has put in items and before it lets lanes enter. A lane that leaves after this call
     * sees these items.
     */
    public void publish() {
        VarHandle.fullFence();
    }

    /** Takes back the oldest unclaimed item. Returns null if there is none. */
    @SuppressWarnings("unchecked") // put has put it there
    public @Nullable I revoke() {
        long ticket = claim();
        if (ticket == NONE) {
            return null;
        }
        // No lane has this ticket, so only the owner reads the place until the tail publishes it again. Plain would do.
        OUTCOME.setRelease(outcomes, (int) ticket & mask, GONE);
        return item(ticket);
    }

    /**
     * Gives up all outcomes that are there. A lane that completes another item must wake the owner, and the owner then
     * calls this again.
     */
    public void giveUp(Consumer<Object> lost) {
        for (long ticket = cursors[HEAD]; ticket < cursors[TAIL]; ticket++) {
            int index = (int) ticket & mask;
            Object outcome = awaits(ticket) ? GONE : OUTCOME.getAndSet(outcomes, index, GONE);
            if (outcome != GONE) {
                lost.accept(outcome);
            }
        }
    }

    // A lane

    /** Claims the oldest unclaimed item. Returns its ticket, or {@link #NONE} if there is none. */
    public long claim() {
        while (true) {
            // Acquire keeps the read of the tail behind this one. A `claimed` that is too old fails the
            // compare-and-set.
            long next = (long) CURSOR.getAcquire(cursors, CLAIMED);
            if (next == (long) CURSOR.getAcquire(cursors, TAIL)) {
                return NONE;
            }
            if (CURSOR.compareAndSet(cursors, CLAIMED, next, next + 1)) {
                return next;
            }
        }
    }

    /** Whether there is an item to claim. The answer may be out of date when this returns. */
    public boolean hasUnclaimed() {
        // A hint, so nothing depends on the order of these reads: a lane that acts on it still has to claim.
        return (long) CURSOR.getAcquire(cursors, CLAIMED) != (long) CURSOR.getAcquire(cursors, TAIL);
    }

    /** Takes the item of a ticket out of its place. The holder of the ticket calls this once. */
    @SuppressWarnings("unchecked") // put has put it there
    public I item(long ticket) {
        int index = (int) ticket & mask;
        Object item = Objects.requireNonNull(items[index]);
        items[index] = null;
        return (I) item;
    }

    /**
     * Puts the outcome of a claimed item into its place. Returns whether the owner waits for this outcome and must be
     * woken.
     */
    public boolean complete(long ticket, Object outcome) {
        return OUTCOME.getAndSet(outcomes, (int) ticket & mask, outcome) == AWAITED;
    }

    /**
     * Counts one more lane, if there are fewer than the most that are allowed. Returns whether it did. The thread that
     * starts the lane calls this.
     */
    public boolean enter() {
        while (true) {
            int now = (int) LANES.getVolatile(this);
            if (now == mostLanes) {
                return false;
            }
            if (LANES.compareAndSet(this, now, now + 1)) {
                return true;
            }
        }
    }

    /** Whether any lane has entered and not left. */
    public boolean hasLanes() {
        return (int) LANES.getVolatile(this) > 0;
    }

    /** Ends a lane, whether or not there are items to claim. */
    public void leave() {
        LANES.getAndAdd(this, -1);
    }

    /**
     * Ends a lane that has found no item. Returns false if there is an item now: then the lane has not ended and looks
     * again.
     */
    public boolean leaveIfIdle() {
        leave();
        VarHandle.fullFence();
        return (long) CURSOR.getVolatile(cursors, CLAIMED) == (long) CURSOR.getVolatile(cursors, TAIL) || !enter();
    }

    @Override
    public String toString() {
        return "head " + cursors[HEAD] + ", claimed " + cursors[CLAIMED] + ", tail " + cursors[TAIL]
                + ", lanes " + lanes + ", outcomes " + Arrays.toString(outcomes);
    }
}
