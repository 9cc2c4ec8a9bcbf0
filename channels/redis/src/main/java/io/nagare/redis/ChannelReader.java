package io.nagare.redis;

import io.nagare.channels.base.Receiver;

/** A subscription to a channel, as its handle sees it. Any thread calls it; a call must be quick. */
interface ChannelReader extends Receiver {

    /** The channel holds this now. */
    void located(Extent extent);

    /** There is a connection, and the channel is there. */
    void up(Link link);

    /** Something has changed: a value was stored or given back, or a place has become free. */
    void noticed();
}
