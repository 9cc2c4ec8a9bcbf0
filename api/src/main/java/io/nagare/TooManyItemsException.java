package io.nagare;

/** A stream that was to have one item at the most had another. */
public final class TooManyItemsException extends NagareException {

    private static final long serialVersionUID = 1L;

    TooManyItemsException(String message) {
        super(message);
    }
}
