package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server says of a file that it cannot have for itself, before it listens and while it runs. */
class FileOfServerTest {

    @TempDir
    Path directory;

    private static RunningRedis start(Path file) throws Exception {
        return new RunningRedis(MiniRedis.Settings.defaults().appendOnly(file, line -> {}), options -> options);
    }

    /** Returns why a server does not start. It must not have listened. */
    private static String refused(Path file) {
        return assertThrows(ExecutionException.class, () -> start(file).close())
                .getCause()
                .toString();
    }

    @Test
    void aFileThatCannotBeMadeIsRefusedAtTheStart() {
        Path file = directory.resolve("no").resolve("file.aof");
        String why = refused(file);
        assertTrue(why.contains(file.toString()), why);
        assertEquals(1, why.lines().count());
        assertFalse(Files.exists(directory.resolve("no")));
    }

    @Test
    void aDirectoryIsRefusedAtTheStart() {
        String why = refused(directory);
        assertTrue(why.contains(directory.toString()), why);
    }

    @Test
    void aNewFileIsThereBeforeTheFirstChange() throws Exception {
        Path file = directory.resolve("new.aof");
        try (RunningRedis redis = start(file)) {
            assertEquals(0, Files.size(file));
            redis.end();
        }
    }
}
