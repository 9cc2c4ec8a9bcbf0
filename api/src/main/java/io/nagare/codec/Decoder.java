package io.nagare.codec;

import org.jspecify.annotations.Nullable;

/**
 * Makes frames of bytes. It may have state, and belongs to one subscription. It is called on the strand of that
 * subscription, so it must not block.
 *
 * <p>It takes the bytes of a frame from the {@link Cursor} and returns the frame. For frames of a length and so many
 * bytes that is {@code bytes -> bytes.take(bytes.takeInt())}.
 *
 * @param <In> the type of the frames
 * @since 0.1
 */
@FunctionalInterface
public interface Decoder<In> {

    /**
     * Returns the next frame, which takes at least one byte, or null if there is none yet. It is called when there are
     * bytes that it has not taken.
     *
     * <p>A call that returns null keeps what it has taken. The decoder is called again when the bytes that it asked for
     * have arrived. If it has taken bytes and asked for none, it is called again at once, as long as there are more. So
     * a decoder of nested frames takes one part in each call, and keeps the parts in its state.
     *
     * <p>A call that takes bytes which have not arrived is ended and repeated, see {@link Cursor}. So a decoder changes
     * its own state only after it has taken what it needs.
     *
     * <p>An exception fails the stream, after the frames before it.
     */
    @Nullable In decode(Cursor bytes);

    /**
     * Returns the frame that the end of the bytes completes, or null if there is none. It is called once at the end,
     * and again after a frame as long as there are bytes.
     *
     * <p>If bytes of a frame are left, taken or not, the stream fails with {@link
     * io.nagare.failure.UnexpectedEndException}. A decoder that accepts the end there takes them, and returns a frame
     * of them or calls {@link Cursor#startFrame()}.
     */
    default @Nullable In finish(Cursor bytes) {
        return null;
    }
}
