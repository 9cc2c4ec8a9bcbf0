package io.nagare.channel;

import io.nagare.NagareException;

/** A channel's other side has gone, so that nothing can be sent to it, or nothing will come from it. */
public final class ChannelClosedException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Says which channel it was, and what follows. */
    public ChannelClosedException(String message) {
        super(message);
    }
}
