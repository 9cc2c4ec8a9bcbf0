package io.nagare.channel;

import io.nagare.failure.NagareException;

/**
 * A channel is closed, so that nothing can be sent to it, or nothing will come from it.
 *
 * @since 0.1
 */
public final class ChannelClosedException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Says which channel it was, and what follows. */
    public ChannelClosedException(String message) {
        super(message);
    }
}
