package io.nagare.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What this process has open. */
final class Descriptors {

    private Descriptors() {}

    /** How many descriptors refer to a file, which must exist. */
    static int on(Path file) {
        try {
            Path real = file.toRealPath();
            int count = 0;
            for (File entry : Objects.requireNonNull(new File("/proc/self/fd").listFiles())) {
                if (real.equals(target(entry))) {
                    count++;
                }
            }
            return count;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Fails unless every file below a directory is closed within ten seconds. */
    static void assertNoneBelow(Path directory) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!below(directory).isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertEquals(List.of(), below(directory), "descriptors left open");
    }

    /** What is open below a directory. */
    static List<Path> below(Path directory) {
        return Arrays.stream(Objects.requireNonNull(new File("/proc/self/fd").listFiles()))
                .map(Descriptors::target)
                .filter(target -> target.startsWith(directory))
                .toList();
    }

    private static Path target(File entry) {
        try {
            return Files.readSymbolicLink(entry.toPath());
        } catch (IOException closedMeanwhile) {
            return Path.of("");
        }
    }

    /** Fails unless a file is closed within ten seconds; a thread that is reading it closes it after its step. */
    static void assertClosed(Path file) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (on(file) > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertEquals(0, on(file), () -> "descriptors left open on " + file);
    }
}
