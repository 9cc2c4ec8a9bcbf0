package io.nagare.driver;

/**
 * A channel that is watched for readiness. Each direction has at most one leaf waiting.
 *
 * <p>Reading (and accepting) is meant to be tried first and waited for when nothing was there. The interest of the
 * poller stays armed between waits; a leaf that has been woken and does not want to go on says so with
 * {@link #pauseReading()}, and only if readiness is reported after that is the interest dropped.
 *
 * <p>Called on the strand of the waiting leaf; {@link #close()} from any thread.
 */
public interface Registration {

    /** Wakes the leaf once when the channel can be read from, or a connection accepted, or has failed. */
    void awaitReadable(Leaf leaf);

    /** The leaf that waited for reading has no use for readiness for the time being. */
    void pauseReading();

    /** Wakes the leaf once when the channel can be written to, or its connection is established, or has failed. */
    void awaitWritable(Leaf leaf);

    /**
     * Takes the descriptor for a call that uses it without the channel's own locks, as a transfer of a file does. Any
     * thread. Until the matching {@link #endUse()} the descriptor stays open, so its number cannot become another
     * connection's.
     *
     * @return {@code false} if this is closed: the descriptor must not be used
     */
    boolean beginUse();

    /** Ends a use. If this was closed meanwhile, the last use to end closes the channel. Any thread; never throws. */
    void endUse();

    /**
     * Closes the channel, wakes the leaves that wait, and makes sure that the descriptor is given back at once, or when
     * the last {@linkplain #beginUse() use} of it ends. Never throws, never waits for a use; a failure to close is
     * reported to the runtime. Calling it again does nothing.
     */
    void close();

    /** Whether {@link #close()} was called, or the runtime was closed. */
    boolean isClosed();
}
