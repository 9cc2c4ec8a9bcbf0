package io.nagare;

import io.nagare.stage.Output;
import java.util.Arrays;
import java.util.function.Supplier;

/** Cuts bytes into lines. Belongs to one subscription and is called on its strand. */
final class LineSplitter {

    private static final byte LINE_FEED = '\n';
    private static final byte CARRIAGE_RETURN = '\r';

    private final int maxLength;

    /** The beginning of a line whose end has not come yet, in the first {@link #pendingLength} bytes. */
    private byte[] pending = new byte[0];

    private int pendingLength;

    private LineSplitter(int maxLength) {
        this.maxLength = maxLength;
    }

    static Supplier<LineSplitter> ofAtMost(int maxLength) {
        if (maxLength < 1) {
            throw new IllegalArgumentException("lines needs a maximum length of at least 1, but was given " + maxLength);
        }
        return () -> new LineSplitter(maxLength);
    }

    void split(Bytes bytes, Output<? super String> output) {
        int start = 0;
        for (int end = bytes.indexOf(LINE_FEED, 0); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
            Bytes line = withoutReturn(join(bytes.slice(start, end)));
            if (line.length() > maxLength) {
                output.error(new LineTooLongException(maxLength));
                return;
            }
            output.emit(line.utf8());
            start = end + 1;
        }
        keep(bytes.slice(start), output);
    }

    void finish(Output<? super String> output) {
        if (pendingLength > 0) {
            Bytes line = join(Bytes.empty());
            if (line.length() > maxLength) {
                output.error(new LineTooLongException(maxLength));
            } else {
                output.emit(line.utf8());
            }
        }
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
