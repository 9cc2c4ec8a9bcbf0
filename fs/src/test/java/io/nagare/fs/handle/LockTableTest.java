package io.nagare.fs.handle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.LockMode;
import io.nagare.fs.contract.ReadOptions;
import io.nagare.fs.contract.WriteOptions;
import io.nagare.fs.fixture.Descriptors;
import io.nagare.fs.fixture.DirectoryFixture;
import io.nagare.fs.read.WholeFile;
import io.nagare.fs.resource.LockedFile;
import io.nagare.fs.work.Stop;
import io.nagare.fs.write.WrittenFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What closing a file does to the locks of this process. The test asks the system. */
class LockTableTest extends DirectoryFixture {

    private Path locked() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/locks")), "the system does not tell its locks");
        return file("content".getBytes(UTF_8));
    }

    private static long locksOn(Path path) throws IOException {
        Object node = Files.getAttribute(path, "unix:ino");
        List<String> all = Files.readAllLines(Path.of("/proc/locks"));
        return all.stream().filter(line -> line.contains(":" + node + " ")).count();
    }

    @Test
    void tryingToLockLeavesTheLockOfOtherCode() throws Exception {
        Path path = locked();
        LockedFile other = new LockedFile(path, LockMode.EXCLUSIVE);
        LockedFile shared = new LockedFile(path, LockMode.SHARED);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertEquals(1, locksOn(path));
            for (int i = 0; i < 100; i++) {
                assertFalse(other.take());
                assertFalse(shared.take());
            }
            get(AsyncFile.readAll(path));
            assertEquals(1, locksOn(path));
            assertTrue(lock.isValid());
            assertTrue(Descriptors.on(path) <= 4, Descriptors.on(path) + " descriptors");
        }
        assertTrue(other.take());
        other.release();
        assertEquals(0, locksOn(path));
        assertEquals(0, Descriptors.on(path));
    }

    @Test
    void readingAndWritingTheLockedFileLeavesItLocked() throws Exception {
        Path path = locked();
        get(AsyncFile.withLock(path, LockMode.EXCLUSIVE, () -> {
            for (int i = 0; i < 20; i++) {
                read(path);
            }
            return One.just(1);
        }));
        assertEquals("new", Files.readString(path));
        assertEquals(0, Descriptors.on(path));
    }

    private static void read(Path path) {
        try {
            WholeFile.read(path, ReadOptions.defaults(), new Stop());
            WrittenFile.writeAll(path, Bytes.utf8("new"), WriteOptions.defaults(), new Stop());
            WrittenFile.sync(path);
            assertEquals(1, locksOn(path));
            assertTrue(Descriptors.on(path) <= 3, Descriptors.on(path) + " descriptors");
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void theOnlyKeptChannelLeavesTheLockOfOtherCodeWhenItIsUsed() throws Exception {
        Path path = locked();
        LockedFile shared = new LockedFile(path, LockMode.SHARED);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertFalse(shared.take());
            get(AsyncFile.readAll(path));
            assertEquals(1, locksOn(path));
            assertTrue(lock.isValid());
        }
        assertTrue(shared.take());
        shared.release();
        assertEquals(0, Descriptors.on(path));
    }

    @Test
    void aKeptChannelServesAnotherOpeningForTheSameUse() throws Exception {
        Path path = locked();
        LockedFile lock = new LockedFile(path, LockMode.EXCLUSIVE);
        assertTrue(lock.take());
        List<OpenOption> uses = List.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        for (int i = 0; i < 10; i++) {
            for (OpenOption use : uses) {
                LockTable.close(FileOpening.open(path, Set.of(use)));
            }
        }
        assertEquals(4, Descriptors.on(path));
        lock.release();
        assertEquals(0, Descriptors.on(path));
    }
}
