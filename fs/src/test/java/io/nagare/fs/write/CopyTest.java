package io.nagare.fs.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.Progress;
import io.nagare.fs.contract.ReadOptions;
import io.nagare.fs.fixture.FileFixture;
import io.nagare.fs.fixture.HeldSubscriber;
import io.nagare.fs.work.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Copying, moving and deleting, and progress. */
class CopyTest extends FileFixture {

    private static final int STEP = 8 << 20;

    private Path target() {
        return directory.resolve("target");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileOfAnySizeIsCopied() throws Exception {
        for (int size : new int[] {0, 1, 100_000, 2 * STEP + 1}) {
            byte[] content = random(size);
            Path from = file(content);
            assertEquals(size, nagare.blockOn(AsyncFile.copy(from, target(), REPLACE_EXISTING)));
            assertArrayEquals(content, Files.readAllBytes(target()));
            Files.delete(target());
            assertEquals(size, nagare.blockOn(AsyncFile.copy(from, target())));
            assertArrayEquals(content, Files.readAllBytes(target()));
        }
        assertEquals(List.of("file", "target"), names());
    }

    @Test
    void aTargetIsReplacedOnlyIfAskedFor() throws Exception {
        Path from = file("new".getBytes(UTF_8));
        Files.writeString(target(), "old");
        FileOperationException failure = assertThrows(
                FileOperationException.class, () -> nagare.blockOn(AsyncFile.copy(from, target())));
        assertEquals("copy of " + from + " to " + target() + " failed: it exists already", failure.getMessage());
        assertEquals("old", Files.readString(target()));
        nagare.blockOn(AsyncFile.copy(from, target(), REPLACE_EXISTING));
        assertEquals("new", Files.readString(target()));
    }

    @Test
    void permissionsGoAlongAndTimesIfAskedFor() throws Exception {
        Path from = file("x".getBytes(UTF_8));
        Files.setPosixFilePermissions(from, PosixFilePermissions.fromString("rwxr-x---"));
        FileTime before = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(from, before);
        nagare.blockOn(AsyncFile.copy(from, target()));
        assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(target())));
        assertTrue(Files.getLastModifiedTime(target()).compareTo(before) > 0);
        nagare.blockOn(AsyncFile.copy(from, target(), REPLACE_EXISTING, COPY_ATTRIBUTES));
        assertEquals(before, Files.getLastModifiedTime(target()));
    }

    @Test
    void aFileThatIsCopiedOntoItselfStaysAsItIs() throws Exception {
        Path from = file("x".getBytes(UTF_8));
        Path link = Files.createSymbolicLink(target(), from);
        assertEquals(0, nagare.blockOn(AsyncFile.copy(from, link, REPLACE_EXISTING)));
        assertEquals("x", Files.readString(from));
    }

    @Test
    void aLinkIsFollowedUnlessAskedNotTo() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), file("x".getBytes(UTF_8)));
        nagare.blockOn(AsyncFile.copy(link, target()));
        assertFalse(Files.isSymbolicLink(target()));
        nagare.blockOn(AsyncFile.copy(link, target(), REPLACE_EXISTING, LinkOption.NOFOLLOW_LINKS));
        assertTrue(Files.isSymbolicLink(target()));
    }

    @Test
    void aFileOfTheKernelThatTellsNoSizeIsCopied() throws Exception {
        Path version = Path.of("/proc/version");
        assertEquals(Files.readString(version).length(), nagare.blockOn(AsyncFile.copy(version, target())));
        assertEquals(Files.readString(version), Files.readString(target()));
    }

    @Test
    void aCopyThatIsStoppedBetweenTwoStepsLeavesTheTargetAsItWas() throws Exception {
        Path from = file(random(3 * STEP));
        Path old = directory.resolve("old");
        Files.writeString(old, "old");
        Stop stop = new Stop();
        assertEquals(STEP, new FileCopy(from, target(), List.of(), stop, bytes -> stop.set()).copy());
        Stop other = new Stop();
        assertEquals(STEP, new FileCopy(from, old, List.of(REPLACE_EXISTING), other, bytes -> other.set()).copy());
        assertEquals(List.of("file", "old"), names());
        assertEquals("old", Files.readString(old));
    }

    @Test
    void progressGoesUpToTheWholeAndTheLastIsNeverMissed() throws Exception {
        Path from = file(random(5 * STEP + 1));
        List<Progress> all = nagare.blockOn(AsyncFile.copyWithProgress(from, target()).collectList());
        assertEquals(new Progress(5 * STEP + 1, 5 * STEP + 1), all.get(all.size() - 1));
        for (int i = 1; i < all.size(); i++) {
            assertTrue(all.get(i).done() > all.get(i - 1).done());
        }
        assertEquals(1, all.get(all.size() - 1).fraction());
        Path empty = Files.createFile(directory.resolve("empty"));
        assertEquals(
                List.of(new Progress(0, 0)),
                nagare.blockOn(AsyncFile.copyWithProgress(empty, target(), REPLACE_EXISTING).collectList()));
    }

    @Test
    void whoLooksAtProgressOnceInAWhileHoldsNothingUp() throws Exception {
        Path from = file(random(5 * STEP));
        HeldSubscriber subscriber = new HeldSubscriber();
        AsyncFile.copyWithProgress(from, target()).subscribe(subscriber);
        subscriber.subscription().request(1);
        while (!Files.exists(target()) || Files.size(target()) < 5 * STEP) {
            Thread.onSpinWait();
        }
        assertEquals(1, subscriber.ended().getCount());
        subscriber.subscription().request(Long.MAX_VALUE);
        subscriber.ended().await();
    }

    @Test
    void aReadTellsItsProgress() throws Exception {
        Path path = file(random(10_000));
        long[] read = new long[1];
        ReadOptions options = ReadOptions.defaults().chunkSize(100).range(5000, Long.MAX_VALUE);
        List<Progress> all = nagare.blockOn(AsyncFile.readWithProgress(
                        path, options, bytes -> bytes.doOnNext(chunk -> read[0] += chunk.length()))
                .collectList());
        assertEquals(5000, read[0]);
        assertEquals(new Progress(5000, 5000), all.get(all.size() - 1));
        IllegalStateException ours = new IllegalStateException("ours");
        assertThrows(
                IllegalStateException.class,
                () -> nagare.blockOn(AsyncFile.readWithProgress(path, options, bytes -> Many.error(ours)).then()));
        Path missing = directory.resolve("missing");
        assertFails(
                "read", missing, "there is no such file", AsyncFile.readWithProgress(missing, options, bytes -> bytes));
    }

    @Test
    void aFileIsMoved() throws Exception {
        Path from = file("x".getBytes(UTF_8));
        nagare.blockOn(AsyncFile.move(from, target()));
        assertEquals("x", Files.readString(target()));
        assertEquals(List.of("target"), names());
        Path other = Files.writeString(directory.resolve("other"), "y");
        assertThrows(FileOperationException.class, () -> nagare.blockOn(AsyncFile.move(other, target())));
        nagare.blockOn(AsyncFile.move(other, target(), REPLACE_EXISTING));
        assertEquals("y", Files.readString(target()));
        nagare.blockOn(AsyncFile.move(target(), other, ATOMIC_MOVE));
        assertEquals(List.of("other"), names());
    }

    @Test
    void aFileIsMovedToAnotherFileSystem() throws Exception {
        Path elsewhere = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(elsewhere)
                && !Files.getFileStore(elsewhere).equals(Files.getFileStore(directory)));
        byte[] content = random(100_000);
        Path from = file(content);
        Path to = Files.createTempFile(elsewhere, "nagare", null);
        try {
            assertThrows(FileOperationException.class, () -> nagare.blockOn(AsyncFile.move(from, to)));
            FileOperationException failure = assertThrows(
                    FileOperationException.class, () -> nagare.blockOn(AsyncFile.move(from, to, ATOMIC_MOVE)));
            assertTrue(failure.getMessage().endsWith("it cannot be moved there in one step"), failure.getMessage());
            nagare.blockOn(AsyncFile.move(from, to, REPLACE_EXISTING));
            assertArrayEquals(content, Files.readAllBytes(to));
            assertFalse(Files.exists(from));
        } finally {
            Files.delete(to);
        }
    }

    @Test
    void aFileIsDeletedAndADirectoryIsNot() throws Exception {
        Path path = file("x".getBytes(UTF_8));
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
        nagare.blockOn(AsyncFile.delete(link));
        nagare.blockOn(AsyncFile.delete(path));
        assertFails("delete", path, "there is no such file", AsyncFile.delete(path));
        assertFails("delete", directory, "it is a directory", AsyncFile.delete(directory));
        assertFails("delete", directory, "it is a directory", AsyncFile.deleteIfExists(directory));
        assertEquals(false, nagare.blockOn(AsyncFile.deleteIfExists(path)));
        assertEquals(true, nagare.blockOn(AsyncFile.deleteIfExists(file(new byte[1]))));
    }

    @Test
    void whatCannotBeCopiedSaysWhy() throws Exception {
        Path missing = directory.resolve("missing");
        assertCopyFails(missing, target(), "there is no such file");
        assertCopyFails(directory, target(), directory + " is a directory");
        Path from = file("x".getBytes(UTF_8));
        assertCopyFails(from, missing.resolve("target"), "there is no directory " + missing);
        assertEquals(List.of("file"), names());
        assertThrows(NullPointerException.class, () -> AsyncFile.copy(null, from));
        assertThrows(NullPointerException.class, () -> AsyncFile.copy(from, null));
        assertThrows(NullPointerException.class, () -> AsyncFile.copyWithProgress(from, null));
        assertThrows(NullPointerException.class, () -> AsyncFile.move(from, null));
    }

    private void assertCopyFails(Path from, Path to, String why) {
        FileOperationException failure =
                assertThrows(FileOperationException.class, () -> nagare.blockOn(AsyncFile.copy(from, to)));
        assertEquals("copy of " + from + " to " + to + " failed: " + why, failure.getMessage());
    }

    @Test
    void oneReadFeedsSeveralSubscribers() throws Exception {
        byte[] content = random(300_000);
        Path path = file(content);
        Path copy = directory.resolve("copy");
        Many<Bytes> shared = AsyncFile.read(path, ReadOptions.defaults().chunkSize(1000)).share(4);
        long[] subscriptions = new long[1];
        Many<Bytes> counted = AsyncFile.read(path, ReadOptions.defaults().chunkSize(1000))
                .doOnSubscribe(() -> subscriptions[0]++)
                .share(4);
        Many<Long> both = counted.publish(bytes -> Many.merge(
                AsyncFile.write(copy, bytes),
                AsyncFile.write(target(), bytes),
                bytes.map(b -> (long) b.length()).reduce(Long::sum)));
        assertEquals(List.of(300_000L, 300_000L, 300_000L), nagare.blockOn(both.collectList()));
        assertEquals(1, subscriptions[0]);
        assertArrayEquals(content, Files.readAllBytes(copy));
        assertArrayEquals(content, Files.readAllBytes(target()));
        assertEquals(300L, Objects.requireNonNull(nagare.blockOn(shared.count())));
    }
}
