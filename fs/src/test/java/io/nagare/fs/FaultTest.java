package io.nagare.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.ReadOptions;
import io.nagare.fs.contract.WriteOptions;
import io.nagare.fs.fixture.ChildProcess;
import io.nagare.fs.fixture.Descriptors;
import io.nagare.fs.fixture.FileFixture;
import io.nagare.fs.fixture.HeldSubscriber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Faults from outside during an operation: a full disk, a killed process, a missing permission, a replaced file. */
class FaultTest extends FileFixture {

    /** The limit in units of {@code ulimit -f}, which are 1024 bytes each: 1 MiB. */
    private static final String LIMIT = "1024";

    private List<String> names() throws IOException {
        return names(directory);
    }

    private static List<String> names(Path parent) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    @Test
    void aProcessThatIsKilledLeavesTheOldContentOrTheNew() throws Exception {
        for (int kill = 0; kill < 5; kill++) {
            Path path = Files.writeString(directory.resolve("file" + kill), "old");
            ChildProcess child = ChildProcess.start(AtomicWriteChild.class, path.toString());
            for (int i = 0; i <= kill; i++) {
                child.line();
            }
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(700 * kill));
            child.kill();
            byte[] content = Files.readAllBytes(path);
            assertEquals(AtomicWriteChild.PIECES * AtomicWriteChild.PIECE, content.length);
            for (byte letter : content) {
                assertEquals(content[0], letter);
            }
        }
    }

    /** Beyond the limit, write(2) fails with EFBIG, as it fails with ENOSPC on a full disk. The JVM ignores SIGXFSZ. */
    @Test
    void aWriteBeyondALimitSaysSoAndAnAtomicOneChangesNothing() throws Exception {
        Files.writeString(directory.resolve("atomic"), "old");
        Files.write(directory.resolve("large"), new byte[2 << 20]);
        String said = ChildProcess.start(
                        List.of("bash", "-c", "ulimit -f " + LIMIT + "; exec \"$@\"", "bash"),
                        List.of(),
                        LimitedWriteChild.class,
                        directory.toString())
                .output();
        assertEquals(
                "write of " + directory.resolve("plain") + " failed: File too large\n"
                        + "write of " + directory.resolve("atomic") + " failed: File too large\n"
                        + "copy of " + directory.resolve("large") + " to " + directory.resolve("copy")
                        + " failed: File too large",
                said);
        assertEquals("old", Files.readString(directory.resolve("atomic")));
        assertEquals(List.of("atomic", "large", "plain"), names());
    }

    @Test
    void aFullDiskSaysSo() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        assertFails("write", full, "No space left on device", AsyncFile.writeString(full, "x"));
        assertFails(
                "write",
                full,
                "No space left on device",
                AsyncFile.write(full, Many.just(Bytes.utf8("x")), WriteOptions.defaults().append()));
    }

    /** Mounts a file system of 1 MiB. Skips the test if the user may not mount one. */
    private Path mounted() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(succeeds("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()), "may not mount");
        return disk;
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException thereIsNoSuchCommand) {
            return false;
        }
    }

    @Test
    void aDiskThatFillsUpSaysSoAndAnAtomicWriteLeavesTheOldContent() throws Exception {
        Path disk = mounted();
        try {
            Path large = Files.write(directory.resolve("large"), new byte[2 << 20]);
            Path old = Files.writeString(disk.resolve("old"), "old");
            Many<Bytes> content = AsyncFile.read(large);
            String full = "No space left on device";
            assertFails("write", old, full, AsyncFile.write(old, content, WriteOptions.defaults().atomically()));
            assertEquals(List.of("old"), names(disk), "what could not be completed is gone");
            FileOperationException copy = assertThrows(
                    FileOperationException.class, () -> nagare.blockOn(AsyncFile.copy(large, disk.resolve("copy"))));
            assertEquals("copy of " + large + " to " + disk.resolve("copy") + " failed: " + full, copy.getMessage());
            assertThrows(
                    FileOperationException.class,
                    () -> nagare.blockOn(AsyncFile.copy(large, old, StandardCopyOption.REPLACE_EXISTING)));
            assertThrows(
                    FileOperationException.class, () -> nagare.blockOn(AsyncFile.move(large, disk.resolve("moved"))));
            assertEquals(List.of("old"), names(disk));
            assertEquals(2 << 20, Files.size(large));
            Path plain = disk.resolve("plain");
            assertFails("write", plain, full, AsyncFile.write(plain, content));
            assertTrue(Files.size(plain) > 0, "what was written stays");
            assertFails("write", disk.resolve("more"), full, AsyncFile.writeString(disk.resolve("more"), "x"));
            assertEquals("old", nagare.blockOn(AsyncFile.readString(old)));
            nagare.blockOn(AsyncFile.delete(plain));
            nagare.blockOn(AsyncFile.writeString(old, "new", WriteOptions.defaults().atomically()));
            assertEquals("new", Files.readString(old));
        } finally {
            Descriptors.assertNoneBelow(disk);
            assertTrue(succeeds("umount", disk.toString()));
        }
    }

    /**
     * Returns a command prefix that takes the superuser's right to read and write everything; empty for other users.
     */
    private static List<String> withoutPrivileges(Path closed) throws Exception {
        if (!Files.isReadable(closed)) {
            return List.of();
        }
        List<String> command = List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");
        assumeTrue(succeeds("setpriv", command.get(1), "true"), "the superuser may read everything");
        return command;
    }

    @Test
    void whatIsNotPermittedSaysSo() throws Exception {
        Path closed = Files.writeString(directory.resolve("closed"), "x");
        Path below = Files.createDirectory(directory.resolve("directory"));
        Files.writeString(below.resolve("file"), "x");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(below, PosixFilePermissions.fromString("---------"));
        try {
            String said = ChildProcess.start(
                            withoutPrivileges(closed), List.of(), DeniedChild.class, directory.toString())
                    .output();
            String file = below.resolve("file") + " failed: permission denied";
            String denied = " failed: permission denied";
            assertEquals(
                    List.of(
                            "read: read of " + closed + denied,
                            "readAll: read of " + closed + denied,
                            "lines: read of " + closed + denied,
                            "follow: read of " + closed + denied,
                            "write: write of " + closed + denied,
                            "append: write of " + closed + denied,
                            "atomic: write of " + file,
                            "delete: delete of " + file,
                            "look: look at of " + file,
                            "list: list of " + below + denied,
                            "walk: walk of " + below + denied,
                            "create: create of " + file,
                            "watch: watch of " + below + denied),
                    said.lines().toList());
        } finally {
            Files.setPosixFilePermissions(below, PosixFilePermissions.fromString("rwx------"));
        }
        assertEquals("x", Files.readString(below.resolve("file")));
        assertEquals(List.of("file"), names(below));
    }

    /** Even the superuser may not write there. */
    @Test
    void whatTheKernelDoesNotLetBeWrittenSaysSo() {
        Path version = Path.of("/proc/version");
        assumeTrue(Files.exists(version));
        FileOperationException failure = assertFails("write", version, "", AsyncFile.writeString(version, "x"));
        assertTrue(failure.getCause() instanceof IOException, String.valueOf(failure.getCause()));
    }

    @Test
    void aFileThatIsReplacedWhileReadIsReadToTheEndOfTheOldOne() throws Exception {
        Path path = file(random(100_000));
        Path other = Files.write(directory.resolve("other"), new byte[200_000]);
        ReadOptions options = ReadOptions.defaults().chunkSize(1000).readAhead(0);
        long[] read = new long[1];
        boolean[] same = {true};
        byte[] expected = random(100_000);
        nagare.blockOn(AsyncFile.read(path, options)
                .doOnNext(chunk -> {
                    if (read[0] == 0) {
                        move(other, path);
                    }
                    for (int i = 0; i < chunk.length(); i++) {
                        same[0] &= chunk.get(i) == expected[(int) read[0] + i];
                    }
                    read[0] += chunk.length();
                })
                .then());
        assertEquals(100_000, read[0]);
        assertTrue(same[0], "other bytes than those of the old file");
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void aReaderThatStopsAskingHoldsNothingElseUp() throws Exception {
        Path path = file(random(1 << 20));
        HeldSubscriber[] held = new HeldSubscriber[700];
        for (int i = 0; i < held.length; i++) {
            held[i] = new HeldSubscriber();
            AsyncFile.read(path).subscribe(held[i]);
            held[i].subscription().request(1);
        }
        assertEquals(1 << 20, nagare.blockOn(AsyncFile.readAll(path)).length());
        for (HeldSubscriber one : held) {
            one.subscription().cancel();
        }
        Descriptors.assertClosed(path);
    }
}
