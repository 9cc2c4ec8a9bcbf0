package io.nagare.codec;

import static java.util.Objects.requireNonNull;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.failure.FrameTooLongException;
import io.nagare.failure.LineTooLongException;
import io.nagare.failure.MalformedFrameException;
import io.nagare.failure.StalledDecoderException;
import io.nagare.failure.UnexpectedEndException;
import io.nagare.policy.LengthPrefix;
import io.nagare.policy.LineOptions;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/**
 * How frames, which are the messages of a protocol, are read from a stream of bytes and written to one. It makes a
 * {@link Decoder} and an {@link Encoder} for each subscription, so it may be used by any number of connections and
 * threads.
 *
 * <p>A codec of one's own is two lambdas, or a class with two methods:
 *
 * <pre>{@code
 * Codec<Bytes, Bytes> codec = Codec.of(
 *         () -> bytes -> bytes.take(bytes.takeInt()),
 *         () -> (frame, bytes) -> bytes.putInt(frame.length()).put(frame));
 * }</pre>
 *
 * @param <In> the type of the frames that are read
 * @param <Out> the type of the frames that are written
 * @since 0.1
 */
public interface Codec<In, Out> {

    /** Makes a decoder for a subscription. */
    Decoder<In> decoder();

    /** Makes an encoder for a subscription. */
    Encoder<Out> encoder();

    /**
     * Returns how many bytes a frame may have at most when it is read, at least 1. All bytes count from the end of the
     * frame before. 1 MiB if it is not overridden.
     */
    default int maxFrame() {
        return Framing.DEFAULT_BOUND;
    }

    /**
     * Returns the same with another bound on the frames that are read. A codec with a bound in its own options obeys
     * that bound too.
     *
     * @param bytes at least 1
     * @throws IllegalArgumentException if the bound is less than 1, or less than the shortest frame of a codec that was
     *     made here
     */
    default Codec<In, Out> maxFrame(int bytes) {
        return new FactoryCodec<>(this::decoder, this::encoder, bytes);
    }

    /**
     * Emits the frames in the bytes. One unit of demand is one frame.
     *
     * <p>Demand: requests bytes one item at a time, when all frames of the last item have been taken. Cancellation
     * drops the bytes that wait for the rest of a frame, and discards the frames that were not requested.
     *
     * <p>Errors: those of the decoder; {@link FrameTooLongException}; {@link UnexpectedEndException} if the bytes end
     * within a frame; {@link StalledDecoderException} if the decoder does not move on. They follow the frames before
     * them.
     *
     * <p>Buffer: the beginning of a frame, up to the bound, and the frames of one item.
     */
    default Many<In> decode(Publisher<Bytes> bytes) {
        return Framing.decode(bytes, this);
    }

    /**
     * Emits the bytes of the frames. Demand: requests one frame when the bytes of the last one have been taken. Errors:
     * those of the encoder. Buffer: the bytes of one frame.
     */
    default ByteStream encode(Publisher<? extends Out> frames) {
        return Framing.encode(frames, this::encoder);
    }

    /** Returns a codec that makes decoders and encoders with these functions. Its bound is 1 MiB. */
    static <In, Out> Codec<In, Out> of(
            Supplier<? extends Decoder<In>> decoder, Supplier<? extends Encoder<Out>> encoder) {
        return new FactoryCodec<>(decoder, encoder, Framing.DEFAULT_BOUND);
    }

    /** Returns a codec for lines of up to 64 KiB. Otherwise as {@link #lines(LineOptions)}. */
    static Codec<String, String> lines() {
        return lines(LineOptions.defaults());
    }

    /**
     * Returns a codec for lines. It reads as {@link ByteStream#lines(LineOptions)}, and fails as that does. It writes
     * the text in the charset of the options with {@code \n} behind it, or with {@code \r\n} ({@link
     * LineOptions#carriageReturn(boolean)}).
     *
     * <p>Writing fails with {@link LineTooLongException} at a line that is too long. It fails with {@link
     * MalformedFrameException} at one that would be read as another: it contains {@code \n}, it ends with {@code \r}
     * and {@code \n} is put behind it, or it has a character that the charset does not have, such as half a surrogate
     * pair.
     */
    static Codec<String, String> lines(LineOptions options) {
        return new LineCodec(requireNonNull(options, "options"));
    }

    /** Returns a codec for frames of up to 64 KiB. Otherwise as {@link #delimited(int, Bytes...)}. */
    static Codec<Bytes, Bytes> delimited(Bytes... delimiters) {
        return delimited(64 * 1024, delimiters);
    }

    /**
     * Returns a codec for frames with a delimiter behind each. The delimiter is left out when a frame is read. The
     * first delimiter that is complete ends a frame; if two are complete at the same byte, the longer one does.
     *
     * <p>Writing puts the first of the delimiters behind each frame. It fails with {@link MalformedFrameException} at a
     * frame that a reader would take for another, because it contains a delimiter, and with {@link
     * FrameTooLongException} at one that is too long. Bytes behind the last delimiter fail reading with {@link
     * UnexpectedEndException}.
     *
     * @param maxFrame the longest frame allowed, without its delimiter, in bytes, at least 1
     * @param delimiters at least one, none of them empty
     * @throws IllegalArgumentException if the bound is less than 1; if there is no delimiter or an empty one; if a
     *     delimiter can never be found, because another one that it contains ends first
     */
    static Codec<Bytes, Bytes> delimited(int maxFrame, Bytes... delimiters) {
        return new DelimitedCodec(maxFrame, Delimiters.of(delimiters));
    }

    /**
     * Returns a codec for frames that begin with their length.
     *
     * <p>Reading fails with {@link FrameTooLongException} as soon as a length is above the bound, and with {@link
     * MalformedFrameException} at a length that is negative or less than the header.
     *
     * <p>Writing puts the length before each frame. If nothing is stripped, frames have their header already, and the
     * length is put into it. With other rules for stripping nothing says what the header is, so writing fails with
     * {@link IllegalStateException}. Writing also fails at a frame that is above the bound or too long for its field.
     *
     * @throws IllegalArgumentException if no frame can obey the options: more is stripped than a frame may have, or the
     *     adjustment makes every length too large or too small
     */
    static Codec<Bytes, Bytes> lengthPrefixed(LengthPrefix options) {
        return new LengthPrefixedCodec(requireNonNull(options, "options"));
    }

    /**
     * Returns a codec that reads pieces of exactly that size; the last may be shorter. It writes bytes as they are.
     *
     * @param size in bytes, at least 1
     * @throws IllegalArgumentException if the size is less than 1
     */
    static Codec<Bytes, Bytes> chunked(int size) {
        return new ChunkedCodec(size);
    }
}
