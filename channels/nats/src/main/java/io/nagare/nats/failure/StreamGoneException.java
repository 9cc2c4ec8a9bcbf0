package io.nagare.nats.failure;

import io.nagare.failure.NagareException;

/**
 * The stream of a channel was deleted on the server, or a server without it took over.
 *
 * @since 0.1
 */
public final class StreamGoneException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names the stream and what was found in its place. */
    public StreamGoneException(String stream, String found) {
        super("the stream " + stream + " of this channel is gone: " + found);
    }
}
