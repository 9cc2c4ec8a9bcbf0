package io.nagare;

import io.nagare.policy.Decoding;
import io.nagare.policy.LongLines;
import io.nagare.stage.Origin;
import org.reactivestreams.Publisher;

/**
 * A {@link Many} of {@link Bytes}, with what makes sense for bytes alone. The borders between its items mean nothing.
 * Operators that emit bytes again give a {@code ByteStream}: {@code peer.read().timeout(limit).lines()}.
 *
 * @since 0.1
 */
public non-sealed interface ByteStream extends ByteOperators {

    /** The longest line that {@link #lines()} takes, in bytes. */
    int DEFAULT_MAX_LINE = 64 * 1024;

    /** The bytes of any publisher. */
    static ByteStream of(Publisher<? extends Bytes> bytes) {
        return bytes instanceof ByteStream stream ? stream : Engines.engine().bytes(new Origin.FromPublisher<>(bytes));
    }

    /** The lines, none of which may be longer than {@value #DEFAULT_MAX_LINE} bytes; see {@link #lines(int)}. */
    default Many<String> lines() {
        return lines(DEFAULT_MAX_LINE);
    }

    /**
     * The lines, as UTF-8 (what is malformed becomes U+FFFD), without their ends, which are {@code \n} or {@code \r\n}.
     * What follows the last line end is a line if it is not empty. Demand: bytes are requested one item at a time, when
     * all lines of the last item have been taken. Fails with {@link LineTooLongException}. Buffer: one line and the
     * lines of one item.
     *
     * @param maxLength the longest line allowed, without its end, in bytes, at least 1
     */
    default Many<String> lines(int maxLength) {
        return lines(maxLength, Decoding.utf8());
    }

    /**
     * As {@link #lines(int)}, in another charset or with another way to deal with what is malformed. May also fail with
     * {@link MalformedTextException}, which says in which line.
     *
     * @param maxLength the longest line allowed, without its end, in bytes, at least 1
     * @param decoding its charset must have {@code \n} as the one byte 0x0A, as UTF-8 and the ISO 8859 family do and
     *     UTF-16 does not
     */
    default Many<String> lines(int maxLength, Decoding decoding) {
        return lines(maxLength, decoding, LongLines.FAIL);
    }

    /**
     * As {@link #lines(int, Decoding)}, with another way to deal with a line that is too long. Buffer: never more of
     * such a line than the longest allowed.
     *
     * @param maxLength the longest line allowed, without its end, in bytes, at least 1
     * @param longLines what becomes of a line that is longer
     */
    default Many<String> lines(int maxLength, Decoding decoding, LongLines longLines) {
        return gather(
                LineSplitter.ofAtMost(maxLength, decoding, longLines),
                (splitter, bytes, output) -> splitter.split(bytes, output),
                LineSplitter::finish);
    }
}
