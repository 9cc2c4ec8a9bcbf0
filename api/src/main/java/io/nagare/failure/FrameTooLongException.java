package io.nagare.failure;

/**
 * A frame was longer than its bound.
 *
 * @since 0.1
 */
public final class FrameTooLongException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final long bound;
    private final long length;

    /**
     * Names the bound and the length.
     *
     * @param bound the bound, in bytes
     * @param length how long the frame is, in bytes, or how much of it is known
     */
    public FrameTooLongException(long bound, long length) {
        super("a frame has " + length + " bytes or more, but its bound is " + bound
                + "; give the codec a larger bound (maxFrame) to allow such frames");
        this.bound = bound;
        this.length = length;
    }

    /** The bound, in bytes. */
    public long bound() {
        return bound;
    }

    /**
     * How long the frame is, in bytes. If its end is not known, how long it is at least. A length above the largest
     * {@code long} counts as that.
     */
    public long length() {
        return length;
    }
}
