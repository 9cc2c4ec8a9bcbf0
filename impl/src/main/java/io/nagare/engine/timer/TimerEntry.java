package io.nagare.engine.timer;

/**
 * One timer in a {@link TimerWheel}: its links and its place. The thread that may use the wheel may use its entries. An
 * entry is never used with two wheels.
 */
public abstract class TimerEntry {

    static final int UNFILED = -1;

    /** The neighbours in the circular list of the slot. Both are this entry while it is not filed. */
    TimerEntry previous = this;

    TimerEntry next = this;

    /** The slot that this entry is in, counted over all levels. */
    int slot = UNFILED;

    long tick;

    /** Makes an entry that is not filed. */
    protected TimerEntry() {}

    /** Whether this entry is in its wheel. */
    public final boolean isFiled() {
        return slot != UNFILED;
    }

    /** The tick under which this entry was last filed. */
    public final long tick() {
        return tick;
    }
}
