package io.nagare.redis;

/** A subscription to a channel, as its handle sees it. Any thread calls it; a call must be quick. */
interface ChannelReader {

    /** Whether this waits to be told what the channel holds. */
    boolean isUnlocated();

    /** The channel holds this now. */
    void located(Extent extent);

    /** There is a connection, and the channel is there. */
    void up(Link link);

    void down();

    /** Something has changed: a value was stored or given back, or a place has become free. */
    void noticed();

    /** No value comes behind this one. */
    void ended(long last);

    void failed(Throwable failure);

    /** The number of the last value that was taken or missed; -1 if nobody knows yet. */
    long position();
}
