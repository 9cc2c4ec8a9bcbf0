package io.nagare.bench.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of lines to read and to serve, gone when it is closed. Having just been written it is in the system's cache.
 */
record SampleFile(Path path) implements AutoCloseable {

    /** As large as what the goals for files are stated for: what it costs to begin is not what is measured. */
    private static final int BYTES = 256 * 1024 * 1024;
    private static final String LINE = "The quick brown fox jumps over the lazy dog, and the slow one waits.\n";

    static SampleFile create() throws IOException {
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
