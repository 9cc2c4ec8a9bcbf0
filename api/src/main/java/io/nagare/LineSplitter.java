package io.nagare;

import static java.util.Objects.requireNonNull;

import io.nagare.emit.Output;
import io.nagare.failure.LineTooLongException;
import io.nagare.failure.MalformedTextException;
import io.nagare.policy.Decoding;
import io.nagare.policy.LineOptions;
import io.nagare.policy.LongLines;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Cuts bytes into lines. Belongs to one subscription and is called on its strand.
 *
 * <p><b>Implementation.</b> {@code codec.LineDecoder} has the same rules, and {@code CodecDifferentialTest} holds the
 * two together. It reads one line at a time from a {@code Cursor} that keeps the rest. This takes a whole piece at
 * once, since {@code lines()} must cost little more than a search and the text. They share no class, because what both
 * packages can use would have to be public.
 */
final class LineSplitter {

    private static final byte LINE_FEED = '\n';
    private static final byte CARRIAGE_RETURN = '\r';

    private static final int CONTINUATION_BITS = 0xC0;
    private static final int CONTINUATION = 0x80;
    private static final int LONGEST_CHARACTER = 4;

    private final int maxLength;
    private final Decoding decoding;
    private final LongLines longLines;

    /** Whether the line that is being read was too long, and is dropped up to its end. */
    private boolean dropping;

    /** The beginning of an unfinished line, in the first {@link #pendingLength} bytes. */
    private byte[] pending = new byte[0];

    private int pendingLength;

    /** The number of the line that is being read, from 1. */
    private long number = 1;

    private LineSplitter(LineOptions options) {
        this.maxLength = options.maxLength();
        this.decoding = options.decoding();
        this.longLines = options.longLines();
    }

    static Supplier<LineSplitter> of(LineOptions options) {
        requireNonNull(options, "options");
        return () -> new LineSplitter(options);
    }

    void split(Bytes bytes, Output<? super String> output) {
        int start = 0;
        for (int end = bytes.indexOf(LINE_FEED, 0); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
            if (dropping) {
                dropping = false;
                number++;
            } else if (!emit(withoutReturn(join(bytes.slice(start, end))), output)) {
                return;
            }
            start = end + 1;
        }
        if (!dropping) {
            keep(bytes.slice(start), output);
        }
    }

    void finish(Output<? super String> output) {
        if (pendingLength > 0) {
            emit(join(Bytes.empty()), output);
        }
    }

    /** Emits a line, and returns whether the stream continues. */
    private boolean emit(Bytes line, Output<? super String> output) {
        if (line.length() > maxLength) {
            return emitTooLong(line, output);
        }
        return emitText(line, output);
    }

    private boolean emitTooLong(Bytes line, Output<? super String> output) {
        switch (longLines) {
            case FAIL -> {
                output.error(new LineTooLongException(maxLength));
                return false;
            }
            case TRUNCATE -> {
                return emitText(line.slice(0, wholeCharacters(line)), output);
            }
            case SKIP -> number++;
        }
        return true;
    }

    /**
     * Returns the largest number of bytes, up to the bound, that ends with a whole character of UTF-8. For other
     * charsets returns the bound.
     */
    private int wholeCharacters(Bytes line) {
        if (!decoding.charset().equals(StandardCharsets.UTF_8)) {
            return maxLength;
        }
        int end = maxLength;
        while (end > 0 && maxLength - end < LONGEST_CHARACTER && (line.get(end) & CONTINUATION_BITS) == CONTINUATION) {
            end--;
        }
        return end > 0 && (line.get(end) & CONTINUATION_BITS) != CONTINUATION ? end : maxLength;
    }

    private boolean emitText(Bytes line, Output<? super String> output) {
        String text;
        try {
            text = line.text(decoding);
        } catch (MalformedTextException malformed) {
            output.error(new MalformedTextException(decoding, number, malformed.index()));
            return false;
        }
        number++;
        output.emit(text);
        return true;
    }

    private Bytes join(Bytes rest) {
        if (pendingLength == 0) {
            return rest;
        }
        byte[] line = Arrays.copyOf(pending, pendingLength + rest.length());
        rest.copyTo(line, pendingLength);
        pendingLength = 0;
        return Bytes.wrap(line);
    }

    private static Bytes withoutReturn(Bytes line) {
        int last = line.length() - 1;
        return last >= 0 && line.get(last) == CARRIAGE_RETURN ? line.slice(0, last) : line;
    }

    /**
     * Keeps the beginning of a line. There is room for one byte above the bound, which may be the carriage return of
     * the line's end. With two more bytes the line is too long for certain.
     */
    private void keep(Bytes rest, Output<? super String> output) {
        long length = (long) pendingLength + rest.length();
        if (length > maxLength + 1L) {
            dropping = true;
            int some = (int) (maxLength + 1L - pendingLength);
            Bytes line = longLines == LongLines.TRUNCATE ? join(rest.slice(0, some)) : rest;
            pendingLength = 0;
            long before = number;
            emitTooLong(line, output);
            number = before;
            return;
        }
        if (length > pending.length) {
            pending = Arrays.copyOf(pending, (int) Math.min(maxLength + 1L, Math.max(length, 2L * pending.length)));
        }
        rest.copyTo(pending, pendingLength);
        pendingLength = (int) length;
    }
}
