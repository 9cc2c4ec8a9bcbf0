package io.nagare;

/**
 * A subscriber requested less than one item (Reactive Streams 3.9, which asks for an {@code IllegalArgumentException}).
 *
 * @since 0.1
 */
public final class InvalidDemandException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final long requested;

    /** For a request of that many items. */
    public InvalidDemandException(long requested) {
        super("request(" + requested + "): demand must be at least 1 (Reactive Streams rule 3.9)");
        this.requested = requested;
    }

    /** What was requested. */
    public long requested() {
        return requested;
    }
}
