package io.nagare.driver;

/**
 * A channel that a poller watches for readiness. At most one leaf waits in each direction.
 *
 * <p>Try to read or accept first, and wait only when nothing was there. The poller's interest stays armed between
 * waits. A leaf that was woken and does not want to continue calls {@link #pauseReading()}. The interest is dropped
 * only if readiness is reported after that.
 *
 * <p>Called on the strand of the waiting leaf, unless a method says otherwise.
 *
 * @since 0.1
 */
public interface Registration {

    /** Wakes the leaf once when the channel can be read from, can accept a connection, or has failed. */
    void awaitReadable(Leaf leaf);

    /** Says that the leaf that waited for reading does not need readiness for now. */
    void pauseReading();

    /** Wakes the leaf once when the channel can be written to, is connected, or has failed. */
    void awaitWritable(Leaf leaf);

    /**
     * Begins a use of the descriptor without the channel's own locks, such as a transfer of a file. Until the matching
     * {@link #endUse()} the descriptor stays open, so its number cannot become another connection's. Any thread may
     * call it.
     *
     * @return {@code false} if this is closed; the descriptor must then not be used
     */
    boolean beginUse();

    /**
     * Ends a use. If this was closed meanwhile, the last use to end closes the channel. Any thread may call it. Never
     * throws.
     */
    void endUse();

    /**
     * Closes the channel and wakes the leaves that wait. The descriptor is given back at once, or when its last
     * {@linkplain #beginUse() use} ends. Never throws and never waits for a use. A failure to close goes to the
     * runtime's failure handler. Any thread may call it. Calling it again does nothing.
     */
    void close();

    /** Whether {@link #close()} was called, or the runtime was closed. */
    boolean isClosed();
}
