package io.nagare.codec;

/**
 * Ends a decoder's call because bytes that it takes have not arrived. It is an error so that a decoder that catches
 * exceptions does not catch it. It has no stack trace, since it is thrown often.
 */
final class MoreBytes extends Error {

    static final MoreBytes SIGNAL = new MoreBytes();

    private static final long serialVersionUID = 1L;

    private MoreBytes() {
        super("the rest of the frame has not arrived; a decoder lets this pass", null, false, false);
    }
}
