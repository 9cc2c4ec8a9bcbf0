package io.nagare.failure;

/**
 * Bytes do not have the form of a frame, or a frame cannot be written in the form of its codec. Codecs of users throw
 * it too.
 *
 * @since 0.1
 */
public final class MalformedFrameException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong. */
    public MalformedFrameException(String message) {
        super(message);
    }
}
