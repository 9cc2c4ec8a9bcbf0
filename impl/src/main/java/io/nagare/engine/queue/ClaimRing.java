package io.nagare.engine.queue;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A ring in which one owner hands items out to several lanes and gets the outcomes back in the order of the items.
 *
 * <p>The owner puts items in. A lane claims the oldest unclaimed item by its ticket, and later puts an outcome into the
 * place of that ticket. The owner takes the outcomes, oldest first. If the next one is not there yet, the owner says
 * that it waits. The lane that completes it is then told to wake the owner, once.
 *
 * <p>The ring also counts the lanes. A lane that finds nothing to claim leaves. The owner has another one enter when it
 * has put an item in.
 *
 * <p>Always holds: {@code head <= claimed <= tail <= head + capacity}. Places from {@code head} to {@code claimed} wait
 * for an outcome or have one, those from there to {@code tail} have an item, all others are empty. A lane that has
 * entered claims until there is nothing left, or the stream is over.
 *
 * @param <I> the items
 */
public final class ClaimRing<I> {

    /** From {@link #claim()}: there is no unclaimed item. */
    public static final long NONE = -1;

    /*
     * The tail is written by the owner with release, so that a lane that reads it with acquire sees the items before
     * it. `claimed` is moved by compare-and-set, so each ticket goes to one lane. The tail that a lane compares it with
     * was read later, and so is never behind it. An item is read and cleared by the lane with its ticket alone, so
     * plain accesses do: the owner writes the place again only after it has read, with acquire, the outcome that this
     * lane wrote afterwards.
     *
     * A place of `outcomes` is the word between one lane and the owner. The owner's compare-and-set from null to
     * AWAITED and the lane's exchange come one after the other: either the owner sees the outcome, or the lane sees
     * that it is awaited. The exchange releases what the mapper wrote.
     *
     * `lanes` and the tail are a Dekker pair, with a full fence on each side. The owner writes the tail and then reads
     * how many lanes there are. A lane takes itself off and then reads the tail. One of them sees the other, so no item
     * is left without a lane.
     */
    private static final VarHandle CURSOR = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle LANES = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "lanes", VarHandle.class, ClaimRing.class, int.class);
    private static final VarHandle OUTCOME = MethodHandles.arrayElementVarHandle(Object[].class);

    /** In place of an outcome: the owner waits for it. */
    private static final Object AWAITED = new Object();

    /** In place of an outcome: the owner has revoked the item or given the outcome up. */
    private static final Object GONE = new Object();

    /** The places of the cursors, so that each is on a cache line of its own, or the owner's. */
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

    /** A ring for at least that many items, rounded up to a power of two, and that many lanes. */
    public ClaimRing(int capacity, int mostLanes) {
        int size = Integer.highestOneBit(Math.max(2, capacity) * 2 - 1);
        items = new @Nullable Object[size];
        outcomes = new @Nullable Object[size];
        mask = size - 1;
        this.mostLanes = mostLanes;
        // Plain: the tail publishes it.
        outcomes[0] = AWAITED;
    }

    // The owner

    /** Adds an item. The owner sees to it that there is room. */
    public void put(I item) {
        if (size() > mask) {
            throw new IllegalStateException("all " + items.length + " places are taken");
        }
        long tail = cursors[TAIL];
        items[(int) tail & mask] = item;
        CURSOR.setRelease(cursors, TAIL, tail + 1);
    }

    /** How many items were put in of which the outcome has not been removed. */
    public int size() {
        return (int) (cursors[TAIL] - cursors[HEAD]);
    }

    /** The oldest outcome, null if it is not there yet or the ring is empty. */
    public @Nullable Object peek() {
        Object outcome = OUTCOME.getAcquire(outcomes, (int) cursors[HEAD] & mask);
        return outcome == AWAITED ? null : outcome;
    }

    /** Removes what {@link #peek()} has returned. */
    public void remove() {
        // Plain: the place is published again by the tail that is written when there is an item in it.
        outcomes[(int) cursors[HEAD] & mask] = null;
        cursors[HEAD]++;
    }

    /**
     * Whether the owner must wait for the next outcome, also if the item is yet to be put in. If so, the lane that
     * completes it has to wake the owner. At the beginning the owner waits.
     */
    public boolean mustWait() {
        return awaits(cursors[HEAD]);
    }

    private boolean awaits(long ticket) {
        Object found = OUTCOME.compareAndExchange(outcomes, (int) ticket & mask, null, AWAITED);
        return found == null || found == AWAITED;
    }

    /** How many items no lane has claimed, as of a moment ago. */
    public int unclaimed() {
        return (int) (cursors[TAIL] - (long) CURSOR.getAcquire(cursors, CLAIMED));
    }

    /** Before lanes enter for items that were put in: those that leave from now on see these items. */
    public void publish() {
        VarHandle.fullFence();
    }

    /** Takes the oldest unclaimed item back, null if there is none. */
    @SuppressWarnings("unchecked") // put has put it there
    public @Nullable I revoke() {
        long ticket = claim();
        if (ticket == NONE) {
            return null;
        }
        OUTCOME.setRelease(outcomes, (int) ticket & mask, GONE);
        return item(ticket);
    }

    /**
     * Gives up all outcomes that are there. The lanes that complete the others have to wake the owner, which calls this
     * again.
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

    /** A ticket for the oldest unclaimed item, or {@link #NONE}. */
    public long claim() {
        while (true) {
            long next = (long) CURSOR.getAcquire(cursors, CLAIMED);
            if (next == (long) CURSOR.getAcquire(cursors, TAIL)) {
                return NONE;
            }
            if (CURSOR.compareAndSet(cursors, CLAIMED, next, next + 1)) {
                return next;
            }
        }
    }

    /** Whether there was an item to claim a moment ago. */
    public boolean hasUnclaimed() {
        return (long) CURSOR.getAcquire(cursors, CLAIMED) != (long) CURSOR.getAcquire(cursors, TAIL);
    }

    /** The item of a ticket, once. */
    @SuppressWarnings("unchecked") // put has put it there
    public I item(long ticket) {
        int index = (int) ticket & mask;
        Object item = Objects.requireNonNull(items[index]);
        items[index] = null;
        return (I) item;
    }

    /** Puts the outcome of a claimed item into its place. Returns whether the owner waits for it and must be woken. */
    public boolean complete(long ticket, Object outcome) {
        return OUTCOME.getAndSet(outcomes, (int) ticket & mask, outcome) == AWAITED;
    }

    /** Another lane, if there may be one: called by whoever starts it. */
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

    /** Whether there is a lane. */
    public boolean hasLanes() {
        return (int) LANES.getVolatile(this) > 0;
    }

    /** A lane ends whether there are items or not. */
    public void leave() {
        LANES.getAndAdd(this, -1);
    }

    /** A lane that has found no item ends. Returns false if there is one now: then it has not ended and looks again. */
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
