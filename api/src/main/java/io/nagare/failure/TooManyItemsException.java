package io.nagare.failure;

/**
 * A stream that may have one item at most had a second.
 *
 * @since 0.1
 */
public final class TooManyItemsException extends NagareException {

    private static final long serialVersionUID = 1L;

    public TooManyItemsException(String message) {
        super(message);
    }
}
