package io.nagare.policy;

import static java.util.Objects.requireNonNull;

import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * How bytes are cut into lines, and how lines are written.
 *
 * @param maxLength the longest line allowed, without its end, in bytes, at least 1
 * @param decoding how a line is decoded; its charset must have {@code \n} as the one byte 0x0A, as UTF-8 and the ISO
 *     8859 family do and UTF-16 does not
 * @param longLines what happens to a longer line that is read
 * @param carriageReturn whether a line is written with {@code \r\n} behind it, in place of {@code \n}; both are read
 * @since 0.1
 */
public record LineOptions(int maxLength, Decoding decoding, LongLines longLines, boolean carriageReturn) {

    private static final byte[] LINE_FEED = {'\n'};

    private static final LineOptions DEFAULTS = new LineOptions(64 * 1024, Decoding.utf8(), LongLines.FAIL, false);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the length is less than 1, or the charset has another line feed
     */
    public LineOptions {
        requireNonNull(longLines, "longLines");
        if (maxLength < 1) {
            throw new IllegalArgumentException(
                    "lines needs a maximum length of at least 1, but was given " + maxLength);
        }
        Charset charset = requireNonNull(decoding, "decoding").charset();
        if (!hasLineFeed(charset)) {
            throw new IllegalArgumentException(
                    "lines needs a charset in which a line feed is the one byte 0x0A, but was given " + charset
                            + "; read such text whole, and cut it then");
        }
    }

    /** Some charsets can only be read. */
    private static boolean hasLineFeed(Charset charset) {
        return new String(LINE_FEED, charset).equals("\n")
                && (!charset.canEncode() || Arrays.equals("\n".getBytes(charset), LINE_FEED));
    }

    /**
     * Lines of up to 64 KiB in UTF-8, where malformed bytes become U+FFFD. A longer line fails the stream. Lines are
     * written with {@code \n} behind them.
     */
    public static LineOptions defaults() {
        return DEFAULTS;
    }

    /** The same with another bound on a line, in bytes, at least 1. */
    public LineOptions maxLength(int bytes) {
        return new LineOptions(bytes, decoding, longLines, carriageReturn);
    }

    /** The same in another charset or with another rule for malformed bytes. */
    public LineOptions decoding(Decoding rule) {
        return new LineOptions(maxLength, rule, longLines, carriageReturn);
    }

    /** The same with another rule for a line that is too long. */
    public LineOptions longLines(LongLines rule) {
        return new LineOptions(maxLength, decoding, rule, carriageReturn);
    }

    /** The same, but lines are written with {@code \r\n} behind them, or with {@code \n}. */
    public LineOptions carriageReturn(boolean before) {
        return new LineOptions(maxLength, decoding, longLines, before);
    }
}
