package io.nagare.fs.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.FollowOptions;
import io.nagare.fs.contract.FollowedChunk;
import io.nagare.fs.fixture.Descriptors;
import io.nagare.fs.fixture.FileFixture;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;

/** Reading a file as it grows. */
class FollowTest extends FileFixture {

    private static final FollowOptions OFTEN = FollowOptions.defaults().interval(Duration.ofMillis(1));

    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    private Subscription following;

    @AfterEach
    void stopFollowing() {
        if (following != null) {
            following.cancel();
        }
    }

    private void follow(Path path, FollowOptions options) {
        following = AsyncFile.follow(path, options).lines().subscribe(lines::add, failures::add);
    }

    private void assertNext(String... expected) throws InterruptedException {
        for (String line : expected) {
            assertEquals(line, lines.poll(20, TimeUnit.SECONDS));
        }
    }

    private static void append(Path path, String text) throws IOException {
        Files.write(path, text.getBytes(UTF_8), StandardOpenOption.APPEND);
    }

    @Test
    void whatIsAppendedFollowsAndALineIsWhole() throws Exception {
        Path path = file("one\ntw".getBytes(UTF_8));
        follow(path, OFTEN.chunkSize(2));
        assertNext("one");
        append(path, "o\nthree\n");
        assertNext("two", "three");
        append(path, "four\n");
        assertNext("four");
    }

    @Test
    void whatWasThereIsSkippedIfAskedFor() throws Exception {
        Path path = file("old\n".getBytes(UTF_8));
        follow(path, OFTEN.skipExisting());
        // No signal says when the end of the file has been found.
        while (lines.isEmpty()) {
            append(path, ".\n");
        }
        assertEquals(".", lines.poll());
    }

    @Test
    void aFileThatIsNotThereIsWaitedFor() throws Exception {
        Path path = directory.resolve("later");
        follow(path, OFTEN);
        Files.createFile(path);
        append(path, "first\n");
        assertNext("first");
    }

    @Test
    void aFileThatIsReplacedIsReadToItsEndAndThenTheNewOne() throws Exception {
        Path path = file("one\n".getBytes(UTF_8));
        follow(path, OFTEN);
        assertNext("one");
        Path rotated = directory.resolve("rotated");
        for (int turn = 0; turn < 20; turn++) {
            append(path, "last\n");
            Files.move(path, rotated, StandardCopyOption.REPLACE_EXISTING);
            Files.write(path, "first\n".getBytes(UTF_8));
            assertNext("last", "first");
        }
    }

    @Test
    void aFileThatIsCutOffIsReadFromItsBeginning() throws Exception {
        Path path = file("one\ntwo\n".getBytes(UTF_8));
        follow(path, OFTEN);
        assertNext("one", "two");
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
        append(path, "new\n");
        assertNext("new");
    }

    @Test
    void halfALineBeforeTheFileIsCutOffIsALineOfItsOwn() throws Exception {
        Path path = file("one\nhalf".getBytes(UTF_8));
        follow(path, OFTEN);
        assertNext("one"); // the rest came in the same chunk
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
        append(path, "new\n");
        assertNext("half", "new");
    }

    @Test
    void whatIsWrittenToAFileThatWasMovedAwayIsReadUntilTheNewOneHasContent() throws Exception {
        Path path = file("one\n".getBytes(UTF_8));
        follow(path, OFTEN);
        assertNext("one");
        Path rotated = directory.resolve("rotated");
        Files.move(path, rotated);
        append(rotated, "two\n");
        assertNext("two");
        Files.createFile(path);
        append(rotated, "three\n");
        assertNext("three");
        append(path, "four\n");
        assertNext("four");
    }

    @Test
    void followingGoesOnWhereItStopped() throws Exception {
        Path path = file("onetwo".getBytes(UTF_8));
        FollowedChunk first = nagare.blockOn(AsyncFile.followChunks(path, OFTEN.chunkSize(3)).next());
        assertEquals("one", first.bytes().utf8());
        assertEquals(3, first.end());
        FollowedChunk second = nagare.blockOn(AsyncFile.followChunks(path, OFTEN.from(first.end())).next());
        assertEquals(new FollowedChunk(second.bytes(), 3, false), second);
        assertEquals("two", second.bytes().utf8());
        FollowedChunk again = nagare.blockOn(AsyncFile.followChunks(path, OFTEN.from(100)).next());
        assertEquals(new FollowedChunk(again.bytes(), 0, true), again);
    }

    @Test
    void aChunkOfAFileThatWasCutOffSaysSo() throws Exception {
        Path path = file("12345".getBytes(UTF_8));
        LinkedBlockingQueue<FollowedChunk> chunks = new LinkedBlockingQueue<>();
        following = AsyncFile.followChunks(path, OFTEN).subscribe(chunks::add, failures::add);
        assertEquals(5, chunks.take().end());
        Files.write(path, "ab".getBytes(UTF_8), StandardOpenOption.TRUNCATE_EXISTING);
        FollowedChunk next = chunks.take();
        assertEquals(0, next.position());
        assertEquals(true, next.restarted());
    }

    @Test
    void nothingIsReadWithoutDemandAndCancellingCloses() throws Exception {
        byte[] content = new byte[1000];
        Arrays.fill(content, (byte) '\n');
        Path path = file(content);
        assertEquals(3, nagare.blockOn(AsyncFile.follow(path, OFTEN).lines().take(3).count()));
        assertEquals(1, nagare.blockOn(AsyncFile.follow(path, OFTEN.chunkSize(1)).take(1).count()));
        Descriptors.assertClosed(path);
    }

    @Test
    void whatCannotBeFollowedSaysWhy() {
        assertFails("read", directory, "it is a directory", AsyncFile.follow(directory, OFTEN));
        assertThrows(IllegalArgumentException.class, () -> OFTEN.interval(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> OFTEN.interval(Duration.ofDays(2)));
        assertThrows(IllegalArgumentException.class, () -> OFTEN.chunkSize(0));
        assertThrows(NullPointerException.class, () -> AsyncFile.follow(null));
    }
}
