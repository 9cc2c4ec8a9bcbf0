package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How many descriptors this process has open. */
final class Descriptors {

    private Descriptors() {}

    static int open() {
        String[] entries = new File("/proc/self/fd").list();
        return entries == null ? 0 : entries.length;
    }

    /** How many sockets this process has open. */
    static int sockets() {
        int count = 0;
        for (String link : list().split(" ")) {
            if (link.startsWith("socket:")) {
                count++;
            }
        }
        return count;
    }

    /** As {@link #assertBackTo}, of sockets. */
    static void assertSocketsBackTo(int before) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (sockets() > before) {
            assertTrue(System.nanoTime() < deadline, () -> "sockets left open: " + (sockets() - before));
            LockSupport.parkNanos(1_000_000);
        }
    }

    /**
     * Fails unless the count comes back to what it was. Closing is asynchronous, so it is given time, and the virtual machine opens
     * files of its own accord now and then, so once is enough.
     */
    static void assertBackTo(int before) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (open() > before) {
            assertTrue(System.nanoTime() < deadline, () -> "descriptors left open, beyond " + before + ": " + list());
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static String list() {
        StringBuilder links = new StringBuilder();
        for (File entry : Objects.requireNonNull(new File("/proc/self/fd").listFiles())) {
            try {
                links.append(Files.readSymbolicLink(entry.toPath())).append(' ');
            } catch (IOException gone) {
                // the listing's own descriptor
            }
        }
        return links.toString();
    }
}
