package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.testing.VirtualRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in which not everything is an array of strings. */
class StrangeFileTest {

    private static final String SET = "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n";

    @TempDir
    Path directory;

    private static void load(Path file) {
        try (VirtualRuntime runtime = VirtualRuntime.start()) {
            MiniRedis redis = MiniRedis.of(runtime.time(), MiniRedis.Settings.defaults());
            runtime.blockOn(new Replay(new Journal(file), redis, line -> {}).run());
        }
    }

    @Test
    void onlyArraysOfStringsAreRun() throws Exception {
        for (String strange : List.of(
                "FLUSHALL\r\n", "FLUSHALL\n", "FLUSHALL", "SET a 2\r\n", "\r\n", "$1\r\na\r\n", "*0\r\n", "*-1\r\n",
                "*1\r\n+FLUSHALL\r\n", "*1\r\nFLUSHALL\r\n", "{\"text\": 1}")) {
            for (int commands = 0; commands < 2; commands++) {
                String content = SET.repeat(commands) + strange;
                Path file = Files.writeString(directory.resolve("strange"), content);
                Exception refused = assertThrows(Exception.class, () -> load(file), content);
                String expected = "strange is no append-only file, behind command " + commands + ": ";
                assertTrue(String.valueOf(refused).contains(expected), refused::toString);
                assertEquals(content, Files.readString(file));
            }
        }
    }
}
