package io.nagare.policy;

import static java.util.Objects.requireNonNull;

import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * How bytes are cut into lines.
 *
 * @param maxLength the longest line allowed, without its end, in bytes, at least 1
 * @param decoding how a line is decoded; its charset must have {@code \n} as the one byte 0x0A, as UTF-8 and the ISO
 *     8859 family do and UTF-16 does not
 * @param longLines what happens to a longer line
 * @since 0.1
 */
public record LineOptions(int maxLength, Decoding decoding, LongLines longLines) {

    private static final byte[] LINE_FEED = {'\n'};

    private static final LineOptions DEFAULTS = new LineOptions(64 * 1024, Decoding.utf8(), LongLines.FAIL);

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
        if (!Arrays.equals("\n".getBytes(charset), LINE_FEED)) {
            throw new IllegalArgumentException(
                    "lines needs a charset in which a line feed is the one byte 0x0A, but was given " + charset
                            + "; read such text whole, and cut it then");
        }
    }

    /** Lines of up to 64 KiB in UTF-8, where malformed bytes become U+FFFD. A longer line fails the stream. */
    public static LineOptions defaults() {
        return DEFAULTS;
    }

    /** The same with another bound on a line, in bytes, at least 1. */
    public LineOptions maxLength(int bytes) {
        return new LineOptions(bytes, decoding, longLines);
    }

    /** The same in another charset or with another rule for malformed bytes. */
    public LineOptions decoding(Decoding rule) {
        return new LineOptions(maxLength, rule, longLines);
    }

    /** The same with another rule for a line that is too long. */
    public LineOptions longLines(LongLines rule) {
        return new LineOptions(maxLength, decoding, rule);
    }
}
