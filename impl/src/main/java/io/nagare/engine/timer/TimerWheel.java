package io.nagare.engine.timer;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A hierarchical timer wheel of six levels with 64 slots each. A slot of level 0 is one tick of a millisecond. One
 * thread at a time may use the wheel; other threads may call only {@link #size()}.
 *
 * <p>Always holds: an entry is due at the first {@link #advance} to its tick or beyond, never earlier. Entries of one
 * tick are due in the order in which they were filed.
 */
public final class TimerWheel {

    /*
     * Implementation. Ticks are numbers in base 64. The highest digit in which an entry's tick differs from `elapsed`
     * decides where the entry is filed: on the level of that digit, in the slot that the tick's digit names. Therefore
     *  - on each level but the top one the occupied slots lie ahead of the digit of `elapsed`, within the same turn;
     *  - all entries of a level are before those of the level above. So the first occupied slot of the lowest occupied
     *    level comes next, and no two levels have slots that begin at the same tick;
     *  - when `elapsed` reaches the beginning of a slot, its entries are due or belong on a lower level.
     *
     * The top level also takes entries that are farther away than its turn of 2^36 ticks (two years). Such an entry
     * comes up once a turn, and is filed again until its turn has come. Its slot may be that of the digit of `elapsed`
     * itself.
     */
    private static final int LEVELS = 6;
    private static final int DIGIT_BITS = 6;
    private static final int SLOTS = 1 << DIGIT_BITS;

    private static final long NANOS_PER_TICK = 1_000_000;

    /** Later than any tick. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final VarHandle SIZE = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "size", VarHandle.class, TimerWheel.class, int.class);

    private final long originNanos;

    /** The first entry of each slot; the one before it is the last. */
    private final @Nullable TimerEntry[] first = new @Nullable TimerEntry[LEVELS * SLOTS];

    /** For each level, a bit for each slot that is not empty. */
    private final long[] occupied = new long[LEVELS];

    private long elapsed;
    private int size;

    /** A wheel with its tick 0 at the given {@code System.nanoTime()}. */
    public TimerWheel(long originNanos) {
        this.originNanos = originNanos;
    }

    /** The first tick that does not begin before the given time. */
    public long tickNotBefore(long nanoTime) {
        long nanos = nanoTime - originNanos;
        long ticks = Math.floorDiv(nanos, NANOS_PER_TICK);
        return ticks * NANOS_PER_TICK == nanos ? ticks : ticks + 1;
    }

    /** The tick that {@link #advance} has reached. */
    public long elapsed() {
        return elapsed;
    }

    /** The number of filed entries. Any thread may call this; the number may be out of date when it returns. */
    public int size() {
        // Opaque: a figure for observers, from which nothing else is concluded. The plain reads of `size` are the
        // writer's own.
        return (int) SIZE.getOpaque(this);
    }

    /** Files an entry that is not filed yet, under a tick that has not elapsed. */
    public void insert(TimerEntry entry, long tick) {
        if (tick <= elapsed || entry.isFiled()) {
            throw new IllegalArgumentException("tick " + tick + ", elapsed " + elapsed + ", filed " + entry.isFiled());
        }
        entry.tick = tick;
        link(entry, slotFor(tick));
        setSizeOpaque(size + 1);
    }

    /** Removes a filed entry. */
    public void remove(TimerEntry entry) {
        if (!entry.isFiled()) {
            throw new IllegalArgumentException("the entry is not filed");
        }
        unlink(entry);
        setSizeOpaque(size - 1);
    }

    /**
     * Advances to the given time and removes the entries that are due by then.
     *
     * @param due gets each due entry after it was removed; it may file that entry again, and must not touch others
     */
    public void advance(long nanoTime, Consumer<? super TimerEntry> due) {
        advanceTo(Math.floorDiv(nanoTime - originNanos, NANOS_PER_TICK), due);
    }

    /** Removes all entries and hands each to {@code due}, which must not file it again. */
    public void drain(Consumer<? super TimerEntry> due) {
        for (int slot = 0; slot < first.length; slot++) {
            for (TimerEntry entry = first[slot]; entry != null; entry = first[slot]) {
                remove(entry);
                due.accept(entry);
            }
        }
    }

    /**
     * The next tick at which {@link #advance} has something to do, or {@link #NEVER}. If the first timer is far away,
     * this may be earlier than its tick.
     */
    public long nextTick() {
        for (int level = 0; level < LEVELS; level++) {
            long slots = occupied[level];
            if (slots != 0) {
                long position = elapsed >>> (level * DIGIT_BITS);
                // The slot of the current digit is a whole turn away, so it is looked at last.
                int distance = 1 + Long.numberOfTrailingZeros(Long.rotateRight(slots, (int) position + 1));
                return (position + distance) << (level * DIGIT_BITS);
            }
        }
        return NEVER;
    }

    /** The nanoseconds from the given time until {@link #nextTick()}: at least 0, {@code Long.MAX_VALUE} for never. */
    public long nanosToNext(long nanoTime) {
        long tick = nextTick();
        return tick == NEVER ? Long.MAX_VALUE : Math.max(0, tick * NANOS_PER_TICK - (nanoTime - originNanos));
    }

    private void advanceTo(long tick, Consumer<? super TimerEntry> due) {
        for (long next = nextTick(); next <= tick; next = nextTick()) {
            int level = 0;
            while (occupied[level] == 0) {
                level++;
            }
            elapsed = next;
            serve(slot(level, next), due);
        }
        elapsed = Math.max(elapsed, tick);
    }

    /** Serves a slot that has been reached: hands out its due entries and files the others again. */
    private void serve(int slot, Consumer<? super TimerEntry> due) {
        TimerEntry entry = first[slot];
        if (entry == null) {
            return;
        }
        // An entry that is a turn away or more comes back into this same slot, behind the last one.
        TimerEntry last = entry.previous;
        for (boolean more = true; more; ) {
            TimerEntry next = entry.next;
            more = entry != last;
            unlink(entry);
            if (entry.tick > elapsed) {
                link(entry, slotFor(entry.tick));
            } else {
                setSizeOpaque(size - 1);
                due.accept(entry);
            }
            entry = next;
        }
    }

    private int slotFor(long tick) {
        int highestBit = Long.SIZE - 1 - Long.numberOfLeadingZeros((elapsed ^ tick) | (SLOTS - 1));
        return slot(Math.min(highestBit / DIGIT_BITS, LEVELS - 1), tick);
    }

    private static int slot(int level, long tick) {
        return level * SLOTS + ((int) (tick >>> (level * DIGIT_BITS)) & (SLOTS - 1));
    }

    private void link(TimerEntry entry, int slot) {
        TimerEntry head = first[slot];
        if (head == null) {
            first[slot] = entry;
            occupied[slot / SLOTS] |= 1L << slot;
        } else {
            TimerEntry last = head.previous;
            entry.previous = last;
            entry.next = head;
            last.next = entry;
            head.previous = entry;
        }
        entry.slot = slot;
    }

    private void unlink(TimerEntry entry) {
        int slot = entry.slot;
        TimerEntry next = entry.next;
        if (next == entry) {
            first[slot] = null;
            occupied[slot / SLOTS] &= ~(1L << slot);
        } else {
            TimerEntry previous = entry.previous;
            previous.next = next;
            next.previous = previous;
            if (first[slot] == entry) {
                first[slot] = next;
            }
        }
        entry.previous = entry;
        entry.next = entry;
        entry.slot = TimerEntry.UNFILED;
    }

    private void setSizeOpaque(int entries) {
        // Opaque: one thread at a time writes, and other threads want only a figure.
        SIZE.setOpaque(this, entries);
    }
}
