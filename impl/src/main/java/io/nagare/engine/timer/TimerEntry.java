package io.nagare.engine.timer;

/**
 * What a {@link TimerWheel} holds: the links and the place of one timer. Belongs to whoever may touch the wheel that it
 * is used with; an entry is never used with two wheels.
 */
public abstract class TimerEntry {

    static final int UNFILED = -1;

    /** The neighbours in the circular list of the slot; itself while not filed. */
    TimerEntry previous = this;

    TimerEntry next = this;

    /** The slot that this entry is in, counted over all levels. */
    int slot = UNFILED;

    long tick;

    /** For subclasses: an entry that is not filed. */
    protected TimerEntry() {}

    /** Whether this entry is in its wheel. */
    public final boolean isFiled() {
        return slot != UNFILED;
    }

    /** The tick that this entry was filed under last. */
    public final long tick() {
        return tick;
    }
}
