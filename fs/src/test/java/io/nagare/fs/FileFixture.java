package io.nagare.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;

/** A directory and a runtime for each test, after which nothing below the directory may be open. */
abstract class FileFixture {

    @TempDir
    Path directory;

    Nagare nagare;

    @BeforeEach
    final void startRuntime() throws IOException {
        directory = directory.toRealPath();
        nagare = Nagare.multiThread().workers(2).start();
    }

    @AfterEach
    final void closeRuntime() {
        assertTrue(nagare.close(Duration.ofSeconds(10)));
        Descriptors.assertNoneBelow(directory);
    }

    final Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("file"), content);
    }

    static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** Fails unless the publisher fails, with the operation, the path and the reason in the message. */
    final FileOperationException assertFails(String operation, Path path, String why, Publisher<?> publisher) {
        FileOperationException failure = assertThrows(
                FileOperationException.class, () -> nagare.blockOn(Many.from(publisher).then(), Duration.ofSeconds(20)));
        assertEquals(operation, failure.operation());
        assertEquals(path, failure.path());
        assertTrue(
                failure.getMessage().startsWith(operation + " of " + path + " failed: ") && failure.getMessage().contains(why),
                failure.getMessage());
        return failure;
    }
}
