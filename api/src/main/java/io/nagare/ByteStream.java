package io.nagare;

import static java.util.Objects.requireNonNull;

import io.nagare.codec.Codec;
import io.nagare.failure.FrameTooLongException;
import io.nagare.failure.LineTooLongException;
import io.nagare.failure.MalformedFrameException;
import io.nagare.failure.MalformedTextException;
import io.nagare.failure.UnexpectedEndException;
import io.nagare.policy.LengthPrefix;
import io.nagare.policy.LineOptions;
import io.nagare.stage.Engines;
import io.nagare.stage.Origin;
import org.reactivestreams.Publisher;

/**
 * A {@link Many} of {@link Bytes}, with the operators that make sense for bytes alone. The borders between its items
 * mean nothing. Operators that emit bytes again return a {@code ByteStream}: {@code
 * peer.read().timeout(limit).lines()}.
 *
 * @since 0.1
 */
public non-sealed interface ByteStream extends ByteOperators {

    /** Returns the bytes of any publisher as a {@code ByteStream}. */
    static ByteStream of(Publisher<? extends Bytes> bytes) {
        return bytes instanceof ByteStream stream ? stream : Engines.engine().bytes(new Origin.FromPublisher<>(bytes));
    }

    /** Emits the lines, of up to 64 KiB each. Otherwise as {@link #lines(LineOptions)}. */
    default Many<String> lines() {
        return lines(LineOptions.defaults());
    }

    /**
     * Emits the lines. Otherwise as {@link #lines(LineOptions)}, with the default options.
     *
     * @param maxLength the longest line allowed, without its end, in bytes, at least 1
     * @throws IllegalArgumentException if {@code maxLength} is less than 1
     */
    default Many<String> lines(int maxLength) {
        return lines(LineOptions.defaults().maxLength(maxLength));
    }

    /**
     * Emits the lines, decoded. A line ends with {@code \n} or {@code \r\n}, which is left out. The rest behind the
     * last line end is a line if it is not empty. Demand: requests bytes one item at a time, when all lines of the last
     * item have been taken. Errors: {@link LineTooLongException}; with a strict decoding {@link
     * MalformedTextException}, which says in which line. Buffer: one line and the lines of one item; never more of a
     * line than the longest allowed.
     */
    default Many<String> lines(LineOptions options) {
        return gather(
                LineSplitter.of(options),
                (splitter, bytes, output) -> splitter.split(bytes, output),
                LineSplitter::finish);
    }

    /** Emits the frames that the codec reads. Otherwise as {@link Codec#decode}. */
    default <In> Many<In> decode(Codec<In, ?> codec) {
        return requireNonNull(codec, "codec").decode(this);
    }

    /** Emits the frames between delimiters, of up to 64 KiB each. Otherwise as {@link #delimited(int, Bytes...)}. */
    default Many<Bytes> delimited(Bytes... delimiters) {
        return decode(Codec.delimited(delimiters));
    }

    /**
     * Emits the frames that end with one of the delimiters, without it. Demand: as {@link #lines(LineOptions)}. Errors:
     * {@link FrameTooLongException}; {@link UnexpectedEndException} if there are bytes behind the last delimiter.
     * Otherwise as {@link Codec#delimited(int, Bytes...)}.
     *
     * @param maxFrame the longest frame allowed, without its delimiter, in bytes, at least 1
     * @param delimiters at least one, none of them empty
     */
    default Many<Bytes> delimited(int maxFrame, Bytes... delimiters) {
        return decode(Codec.delimited(maxFrame, delimiters));
    }

    /**
     * Emits the frames that begin with their length, without what the options strip. Demand: as
     * {@link #lines(LineOptions)}. Errors: {@link FrameTooLongException}; {@link MalformedFrameException} at a length
     * that is negative or less than the header; {@link UnexpectedEndException}.
     */
    default Many<Bytes> lengthPrefixed(LengthPrefix options) {
        return decode(Codec.lengthPrefixed(options));
    }

    /**
     * Emits the bytes in pieces of exactly that size; the last may be shorter. Demand: as {@link #lines(LineOptions)}.
     *
     * @param size in bytes, at least 1
     */
    default Many<Bytes> chunked(int size) {
        return decode(Codec.chunked(size));
    }
}
