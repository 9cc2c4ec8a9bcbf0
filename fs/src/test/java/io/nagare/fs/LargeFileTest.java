package io.nagare.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.fs.fixture.ChildProcess;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file larger than the heap. */
class LargeFileTest {

    @TempDir
    Path directory;

    @Test
    void aFileFarLargerThanTheHeapIsReadTransformedByLinesAndWritten() throws Exception {
        Path from = directory.resolve("from");
        Path to = directory.resolve("to");
        String said = ChildProcess.start(
                        List.of(), List.of("-Xmx64m"), LargeFileChild.class, from.toString(), to.toString())
                .output();
        assertTrue(Files.size(from) > 3L * (64 << 20));
        assertEquals(Files.size(from) + " " + Files.size(to), said);
        try (BufferedReader lines = Files.newBufferedReader(to)) {
            for (int i = 0; i < LargeFileChild.LINES; i++) {
                assertEquals(LargeFileChild.line(i).toUpperCase(Locale.ROOT), lines.readLine());
            }
            assertNull(lines.readLine());
        }
    }
}
