package io.nagare.codec;

/**
 * Makes bytes of frames. It may have state, and belongs to one subscription. It is called on the strand of that
 * subscription, so it must not block.
 *
 * @param <Out> the type of the frames
 * @since 0.1
 */
@FunctionalInterface
public interface Encoder<Out> {

    /** Puts the bytes of a frame into the builder. An exception fails the stream, after the frames before it. */
    void encode(Out frame, BytesBuilder bytes);
}
