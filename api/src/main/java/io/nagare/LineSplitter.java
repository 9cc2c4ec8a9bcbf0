package io.nagare;

import static java.util.Objects.requireNonNull;

import io.nagare.policy.Decoding;
import io.nagare.stage.Output;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.function.Supplier;

/** Cuts bytes into lines. Belongs to one subscription and is called on its strand. */
final class LineSplitter {

    private static final byte LINE_FEED = '\n';
    private static final byte CARRIAGE_RETURN = '\r';

    private final int maxLength;
    private final Decoding decoding;

    /** The beginning of a line whose end has not come yet, in the first {@link #pendingLength} bytes. */
    private byte[] pending = new byte[0];

    private int pendingLength;

    /** The number of the line that is being read, from 1. */
    private long number = 1;

    private LineSplitter(int maxLength, Decoding decoding) {
        this.maxLength = maxLength;
        this.decoding = decoding;
    }

    static Supplier<LineSplitter> ofAtMost(int maxLength, Decoding decoding) {
        if (maxLength < 1) {
            throw new IllegalArgumentException("lines needs a maximum length of at least 1, but was given " + maxLength);
        }
        Charset charset = requireNonNull(decoding, "decoding").charset();
        if (!Arrays.equals("\n".getBytes(charset), new byte[] {LINE_FEED})) {
            throw new IllegalArgumentException("lines needs a charset in which a line feed is the one byte 0x0A, but was given "
                    + charset + "; read such text whole, and cut it then");
        }
        return () -> new LineSplitter(maxLength, decoding);
    }

    void split(Bytes bytes, Output<? super String> output) {
        int start = 0;
        for (int end = bytes.indexOf(LINE_FEED, 0); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
            if (!emit(withoutReturn(join(bytes.slice(start, end))), output)) {
                return;
            }
            start = end + 1;
        }
        keep(bytes.slice(start), output);
    }

    void finish(Output<? super String> output) {
        if (pendingLength > 0) {
            emit(join(Bytes.empty()), output);
        }
    }

    /** Returns whether the line was a good one. */
    private boolean emit(Bytes line, Output<? super String> output) {
        if (line.length() > maxLength) {
            output.error(new LineTooLongException(maxLength));
            return false;
        }
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

    /** Room for one byte above the bound: it may turn out to be the carriage return of the line's end. */
    private void keep(Bytes rest, Output<? super String> output) {
        long length = (long) pendingLength + rest.length();
        if (length > maxLength + 1L) {
            output.error(new LineTooLongException(maxLength));
            return;
        }
        if (length > pending.length) {
            pending = Arrays.copyOf(pending, (int) Math.min(maxLength + 1L, Math.max(length, 2L * pending.length)));
        }
        rest.copyTo(pending, pendingLength);
        pendingLength = (int) length;
    }
}
