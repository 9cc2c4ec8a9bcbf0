package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileServerExampleTest {

    @TempDir
    Path directory;

    @Test
    void eachClientGetsTheWholeFile() throws Exception {
        byte[] content = new byte[1_000_000];
        new Random(1).nextBytes(content);
        Path path = Files.write(directory.resolve("file"), content);
        try (RunningExample files = new RunningExample(options -> FileServer.serve(0, path, options));
                Socket slow = files.connect();
                Socket quick = files.connect()) {
            assertArrayEquals(content, quick.getInputStream().readAllBytes());
            assertArrayEquals(content, slow.getInputStream().readAllBytes());
        }
    }

    /** An empty answer would look like an empty file. */
    @Test
    void aFileThatIsMissingResetsTheConnectionAndTheServerGoesOn() throws Exception {
        Path path = directory.resolve("later");
        try (RunningExample files = new RunningExample(options -> FileServer.serve(0, path, options))) {
            try (Socket early = files.connect()) {
                assertThrows(IOException.class, () -> early.getInputStream().read());
            }
            Files.write(path, new byte[] {1, 2, 3});
            try (Socket late = files.connect()) {
                assertArrayEquals(new byte[] {1, 2, 3}, late.getInputStream().readAllBytes());
            }
        }
    }
}
