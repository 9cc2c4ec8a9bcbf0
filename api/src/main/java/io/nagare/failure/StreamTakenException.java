package io.nagare.failure;

/**
 * A stream that can be subscribed to once, in one place, was subscribed to again or elsewhere.
 *
 * @since 0.1
 */
public final class StreamTakenException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Says which stream, and what is wrong with the subscription. */
    public StreamTakenException(String message) {
        super(message);
    }
}
