package io.nagare.codec;

import io.nagare.Bytes;
import io.nagare.failure.LineTooLongException;
import io.nagare.failure.MalformedFrameException;
import io.nagare.policy.LineOptions;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Writes lines. It writes only what a {@link LineDecoder} with the same options reads as the same line. Belongs to one
 * subscription, or to one connection, and is called on the strand.
 */
final class LineEncoder implements Encoder<String> {

    private static final byte LINE_FEED = '\n';
    private static final byte CARRIAGE_RETURN = '\r';

    /** What UTF-8 puts for half a surrogate pair. */
    private static final byte REPLACEMENT = '?';

    private final LineOptions options;
    private final Charset charset;

    /** The number of the line that is written next, from 1. */
    private long number = 1;

    LineEncoder(LineOptions options) {
        this.options = options;
        this.charset = options.decoding().charset();
        if (!charset.canEncode()) {
            throw new IllegalStateException(
                    "lines cannot be written in " + charset + ", which the JDK can only read; use another charset");
        }
    }

    @Override
    public void encode(String line, BytesBuilder bytes) {
        Bytes text = Bytes.wrap(line.getBytes(charset));
        if (text.length() > options.maxLength()) {
            throw new LineTooLongException(options.maxLength());
        }
        check(line, text);
        bytes.put(text);
        if (options.carriageReturn()) {
            bytes.putByte(CARRIAGE_RETURN);
        }
        bytes.putByte(LINE_FEED);
        number++;
    }

    /** Refuses a line that a reader would take for something else. */
    private void check(String line, Bytes text) {
        if (text.indexOf(LINE_FEED, 0) >= 0) {
            throw refused("contains a line feed at index " + line.indexOf('\n')
                    + ", so a reader would take it for several lines; write each of them by itself");
        }
        int last = text.length() - 1;
        if (last >= 0 && text.get(last) == CARRIAGE_RETURN && !options.carriageReturn()) {
            throw refused("ends with a carriage return at index " + (line.length() - 1)
                    + ", which a reader would leave out with the line's end; without it, "
                    + "LineOptions.carriageReturn(true) ends each line with \\r\\n");
        }
        // UTF-8 has all characters. So nothing was replaced if there is no replacement.
        if (charset.equals(StandardCharsets.UTF_8) && text.indexOf(REPLACEMENT, 0) < 0) {
            return;
        }
        String read = text.text(options.decoding());
        if (!read.equals(line)) {
            throw otherCharacter(line, read);
        }
    }

    private MalformedFrameException otherCharacter(String line, String read) {
        int at = 0;
        while (at < read.length() && at < line.length() && read.charAt(at) == line.charAt(at)) {
            at++;
        }
        String character = at < line.length() ? String.format(Locale.ROOT, "U+%04X", line.codePointAt(at)) : "(none)";
        return refused("has the character " + character + " at index " + at + ", which " + charset
                + " does not have, so a reader would take it for another; leave it out, or use another charset");
    }

    private MalformedFrameException refused(String why) {
        return new MalformedFrameException("line " + number + " to write " + why);
    }
}
