package io.nagare.codec;

import io.nagare.Bytes;
import io.nagare.failure.LineTooLongException;
import io.nagare.failure.MalformedTextException;
import io.nagare.policy.LineOptions;
import io.nagare.policy.LongLines;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Cuts bytes into lines, as {@code ByteStream.lines} does. Keeps at most a little more than the longest line. */
final class LineDecoder implements Decoder<String> {

    private static final byte LINE_FEED = '\n';
    private static final byte CARRIAGE_RETURN = '\r';

    private static final int CONTINUATION_BITS = 0xC0;
    private static final int CONTINUATION = 0x80;
    private static final int LONGEST_CHARACTER = 4;

    private final LineOptions options;

    /** Whether the line that is being read was too long, and is dropped up to its end. */
    private boolean dropping;

    /** The number of the line that is being read, from 1. */
    private long number = 1;

    LineDecoder(LineOptions options) {
        this.options = options;
    }

    @Override
    public @Nullable String decode(Cursor bytes) {
        int end = bytes.indexOf(LINE_FEED);
        if (dropping) {
            return drop(bytes, end);
        }
        if (end >= 0) {
            Bytes line = bytes.take(end);
            bytes.skip(1);
            bytes.startFrame();
            return lineOf(withoutReturn(line));
        }
        // One byte above the bound may be the carriage return of the line's end.
        if (bytes.remaining() <= options.maxLength() + 1L) {
            return null;
        }
        dropping = true;
        Bytes beginning = bytes.take(options.maxLength() + 1);
        dropRest(bytes);
        return beginningOf(beginning);
    }

    private @Nullable String drop(Cursor bytes, int end) {
        if (end < 0) {
            dropRest(bytes);
        } else {
            bytes.skip(end + 1);
            bytes.startFrame();
            dropping = false;
            number++;
        }
        return null;
    }

    private static void dropRest(Cursor bytes) {
        bytes.skip(bytes.remaining());
        bytes.startFrame();
    }

    @Override
    public @Nullable String finish(Cursor bytes) {
        Bytes rest = bytes.take(bytes.remaining());
        bytes.startFrame();
        return dropping || rest.isEmpty() ? null : lineOf(rest);
    }

    /** Returns a whole line, or null if it is skipped. */
    private @Nullable String lineOf(Bytes line) {
        String text = line.length() > options.maxLength() ? beginningOf(line) : text(line);
        number++;
        return text;
    }

    /** Returns what is emitted of a line that is too long, of which this is the beginning. */
    private @Nullable String beginningOf(Bytes line) {
        if (options.longLines() == LongLines.FAIL) {
            throw new LineTooLongException(options.maxLength());
        }
        return options.longLines() == LongLines.SKIP ? null : text(line.slice(0, wholeCharacters(line)));
    }

    private String text(Bytes line) {
        try {
            return line.text(options.decoding());
        } catch (MalformedTextException malformed) {
            throw new MalformedTextException(options.decoding(), number, malformed.index());
        }
    }

    /**
     * Returns the largest number of bytes, up to the bound, that ends with a whole character of UTF-8. For other
     * charsets returns the bound.
     */
    private int wholeCharacters(Bytes line) {
        int bound = options.maxLength();
        if (!options.decoding().charset().equals(StandardCharsets.UTF_8)) {
            return bound;
        }
        int end = bound;
        while (end > 0 && bound - end < LONGEST_CHARACTER && isContinuation(line.get(end))) {
            end--;
        }
        return end > 0 && !isContinuation(line.get(end)) ? end : bound;
    }

    private static boolean isContinuation(byte value) {
        return (value & CONTINUATION_BITS) == CONTINUATION;
    }

    private static Bytes withoutReturn(Bytes line) {
        int last = line.length() - 1;
        return last >= 0 && line.get(last) == CARRIAGE_RETURN ? line.slice(0, last) : line;
    }
}
