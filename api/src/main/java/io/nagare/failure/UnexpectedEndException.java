package io.nagare.failure;

/**
 * Bytes ended within a frame.
 *
 * @since 0.1
 */
public final class UnexpectedEndException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final long length;

    /**
     * Says how much of the frame had arrived.
     *
     * @param length in bytes
     */
    public UnexpectedEndException(long length) {
        super("the bytes ended within a frame, of which " + length
                + " bytes had arrived; a decoder that accepts such an end overrides finish");
        this.length = length;
    }

    /** How much of the frame had arrived, in bytes. */
    public long length() {
        return length;
    }
}
