package io.nagare.nats;

import io.nagare.channels.base.Receiver;
import org.jspecify.annotations.Nullable;

/** A subscription to a stream, as its handle sees it. Any thread calls it; a call must be quick. */
interface StreamReader extends Receiver {

    /** The stream holds this now. One that stays unlocated calls {@link StreamHandle#release} itself. */
    void located(Extent extent);

    /**
     * There is a connection, and the stream is there.
     *
     * @param extent what the stream held when it was looked at for this; null if it was looked at before
     */
    void up(Link link, @Nullable Extent extent);
}
