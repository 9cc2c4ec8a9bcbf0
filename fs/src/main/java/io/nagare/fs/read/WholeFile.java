package io.nagare.fs.read;

import io.nagare.Bytes;
import io.nagare.fs.contract.ReadOptions;
import io.nagare.fs.work.Stop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a file into one array. */
public final class WholeFile {

    /** The largest array that every JVM can make. */
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    /** How much is read in one step. */
    private static final int STEP = 1 << 20;

    private WholeFile() {}

    /** Reads the range of the options. May block. */
    public static Bytes read(Path path, ReadOptions options, Stop stop) throws IOException {
        OpenFile file = new OpenFile(path, options.chunkSize(STEP));
        try {
            file.open();
            byte[] content = new byte[0];
            int length = 0;
            while (!file.isAtEnd() && !stop.isSet()) {
                int expected = file.expected();
                if (content.length - length < expected) {
                    content = grown(content, length, expected, file.remaining());
                }
                int count = file.read(content, length, expected);
                length += count;
                if (count < expected) {
                    break;
                }
            }
            return Bytes.wrap(length == content.length ? content : Arrays.copyOf(content, length));
        } finally {
            file.close();
        }
    }

    /**
     * Copies the content into a larger array: with room for all bytes that are known to remain, and at least twice as
     * long.
     */
    private static byte[] grown(byte[] content, int length, int expected, long remaining) throws IOException {
        long needed = length + Math.max(expected, remaining);
        if (needed > MAX_LENGTH) {
            throw new IOException("its " + needed + " bytes are more than one array can hold; read it in chunks");
        }
        long room = length == 0 ? needed : Math.min(MAX_LENGTH, Math.max(needed, 2L * length));
        try {
            return Arrays.copyOf(content, (int) room);
        } catch (OutOfMemoryError tooLarge) {
            throw new IOException("there is no memory for its " + needed + " bytes; read it in chunks", tooLarge);
        }
    }
}
