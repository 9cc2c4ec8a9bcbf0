package io.nagare;

/**
 * A stream that was to have one item at the most had another.
 *
 * @since 0.1
 */
public final class TooManyItemsException extends NagareException {

    private static final long serialVersionUID = 1L;

    TooManyItemsException(String message) {
        super(message);
    }
}
