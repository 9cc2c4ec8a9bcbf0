package io.nagare.channels.base;

/**
 * A subscription to a channel, as the channel sees it. Any thread calls it; a call must be quick.
 *
 * @since 0.1
 */
public interface Receiver {

    /** Whether this waits to be told what the channel holds. */
    boolean isUnlocated();

    /** The connection is lost. */
    void down();

    /** No value comes behind this one. */
    void ended(long last);

    /** Nothing will come any more. */
    void failed(Throwable failure);

    /** The number of the last value that was taken or missed; -1 if nobody knows yet. */
    long position();
}
