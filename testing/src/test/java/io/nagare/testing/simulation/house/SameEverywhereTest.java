package io.nagare.testing.simulation.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A seed has the same history in each JVM, whatever its identity hashes and its garbage collector: invariant 14 of
 * ARCHITECTURE.md, nothing beside the seams asks for time and chance.
 */
class SameEverywhereTest {

    private static String hashes(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), HistoryHashes.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), printed);
        return printed.trim();
    }

    /** Four times a hundred seeds, in three JVMs: much for a machine with other work. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aHundredSeedsHaveTheSameHistories() throws Exception {
        String here = HistoryHashes.all().toString();
        assertEquals(here, HistoryHashes.all().toString(), "invariant 14");
        for (List<String> other : List.of(
                List.of("-XX:+UseSerialGC", "-XX:hashCode=2"), List.of("-XX:+UseParallelGC", "-XX:hashCode=0"))) {
            String there = hashes(other.get(0), "-XX:+UnlockExperimentalVMOptions", other.get(1));
            assertEquals(here, there, "invariant 14, with " + other);
        }
    }
}
