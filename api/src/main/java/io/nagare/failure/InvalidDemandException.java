package io.nagare.failure;

/**
 * A subscriber requested less than one item (Reactive Streams 3.9, which asks for an {@code IllegalArgumentException}).
 *
 * @since 0.1
 */
public final class InvalidDemandException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final long requested;

    /** Names the number of items that was requested. */
    public InvalidDemandException(long requested) {
        super("request(" + requested + "): demand must be at least 1 (Reactive Streams rule 3.9)");
        this.requested = requested;
    }

    /** The number of items that was requested. */
    public long requested() {
        return requested;
    }
}
