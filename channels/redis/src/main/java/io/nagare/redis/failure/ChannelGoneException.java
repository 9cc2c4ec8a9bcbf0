package io.nagare.redis.failure;

import io.nagare.failure.NagareException;

/**
 * A channel was deleted on the server, or a server without it or without its last values took over. Opening it again
 * goes on with what is there.
 *
 * @since 0.1
 */
public final class ChannelGoneException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names the channel and what was found in its place. */
    public ChannelGoneException(String channel, String found) {
        super("the channel " + channel + " is gone: " + found);
    }
}
