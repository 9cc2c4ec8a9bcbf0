package io.nagare.failure;

/**
 * A decoder does not move on, which is a mistake in the decoder: it emits frames without taking bytes, or it neither
 * takes nor asks for any.
 *
 * @since 0.1
 */
public final class StalledDecoderException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Says what the decoder does. */
    public StalledDecoderException(String message) {
        super(message);
    }
}
