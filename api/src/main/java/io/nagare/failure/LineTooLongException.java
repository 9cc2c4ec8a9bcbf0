package io.nagare.failure;

/**
 * A line was longer than its bound.
 *
 * @since 0.1
 */
public final class LineTooLongException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final int bound;

    /** Names the bound, in bytes. */
    public LineTooLongException(int bound) {
        super("a line is longer than " + bound
                + " bytes; call lines(max) with a larger bound to allow such lines");
        this.bound = bound;
    }

    /** The bound, in bytes. */
    public int bound() {
        return bound;
    }
}
