package io.nagare;

import io.nagare.failure.LineTooLongException;
import io.nagare.failure.MalformedTextException;
import io.nagare.policy.Decoding;
import io.nagare.policy.LongLines;
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

    /** The longest line that {@link #lines()} accepts, in bytes. */
    int DEFAULT_MAX_LINE = 64 * 1024;

    /** Returns the bytes of any publisher as a {@code ByteStream}. */
    static ByteStream of(Publisher<? extends Bytes> bytes) {
        return bytes instanceof ByteStream stream ? stream : Engines.engine().bytes(new Origin.FromPublisher<>(bytes));
    }

    /** Emits the lines. A line may have {@value #DEFAULT_MAX_LINE} bytes at most; see {@link #lines(int)}. */
    default Many<String> lines() {
        return lines(DEFAULT_MAX_LINE);
    }

    /**
     * Emits the lines, decoded as UTF-8; malformed bytes become U+FFFD. A line ends with {@code \n} or {@code \r\n},
     * which is left out. The rest behind the last line end is a line if it is not empty. Demand: requests bytes one
     * item at a time, when all lines of the last item have been taken. Errors: {@link LineTooLongException}. Buffer:
     * one line and the lines of one item.
     *
     * @param maxLength the longest line allowed, without its end, in bytes, at least 1
     * @throws IllegalArgumentException if {@code maxLength} is less than 1
     */
    default Many<String> lines(int maxLength) {
        return lines(maxLength, Decoding.utf8());
    }

    /**
     * As {@link #lines(int)}, in another charset or with another rule for malformed bytes. Errors: also {@link
     * MalformedTextException}, which says in which line.
     *
     * @param maxLength the longest line allowed, without its end, in bytes, at least 1
     * @param decoding its charset must encode {@code \n} as the single byte 0x0A. UTF-8 and the ISO 8859 family do,
     *     UTF-16 does not
     * @throws IllegalArgumentException if {@code maxLength} is less than 1, or the charset has another line feed
     */
    default Many<String> lines(int maxLength, Decoding decoding) {
        return lines(maxLength, decoding, LongLines.FAIL);
    }

    /**
     * As {@link #lines(int, Decoding)}, with another rule for a line that is too long. Buffer: never more of such a
     * line than the longest allowed.
     *
     * @param maxLength the longest line allowed, without its end, in bytes, at least 1
     * @param longLines what happens to a line that is longer
     * @throws IllegalArgumentException if {@code maxLength} is less than 1, or the charset has another line feed
     */
    default Many<String> lines(int maxLength, Decoding decoding, LongLines longLines) {
        return gather(
                LineSplitter.ofAtMost(maxLength, decoding, longLines),
                (splitter, bytes, output) -> splitter.split(bytes, output),
                LineSplitter::finish);
    }
}
