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
     * Closes the channel, wakes the leaves that wait, and makes sure that the descriptor is given back at once. Never
     * throws; a failure to close is reported to the runtime. Calling it again does nothing.
     */
    void close();

    /** Whether {@link #close()} was called, or the runtime was closed. */
    boolean isClosed();
}
