package io.nagare.bench.report.process;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of lines to read and to serve, which is deleted on close. It has just been written, so it is in the system's
 * cache.
 */
public record SampleFile(Path path) implements AutoCloseable {

    /** The size for which the goals for files are stated. With such a size the cost of beginning does not matter. */
    private static final int BYTES = 256 * 1024 * 1024;
    private static final String LINE = "The quick brown fox jumps over the lazy dog, and the slow one waits.\n";

    public static SampleFile create() throws IOException {
        Path path = Files.createTempFile("nagare-bench", ".txt");
        try (Writer writer = Files.newBufferedWriter(path)) {
            for (int written = 0; written < BYTES; written += LINE.length()) {
                writer.write(LINE, 0, Math.min(LINE.length(), BYTES - written));
            }
        }
        return new SampleFile(path);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
