package io.nagare.fs.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.failure.TaskCancelledException;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.WriteOptions;
import io.nagare.fs.fixture.Descriptors;
import io.nagare.fs.fixture.FileFixture;
import io.nagare.fs.fixture.HeldSubscriber;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writing files, from publishers and whole. */
class WriteTest extends FileFixture {

    private static final WriteOptions REPLACE = WriteOptions.defaults();

    private long write(Path path, WriteOptions options, Many<Bytes> bytes) {
        Long written = nagare.blockOn(AsyncFile.write(path, bytes, options), Duration.ofSeconds(30));
        return written == null ? -1 : written;
    }

    private static String content(Path path) throws IOException {
        return Files.readString(path);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void eachFormSaysHowManyBytesItHasWritten() {
        Path path = directory.resolve("counted");
        assertEquals(3, nagare.blockOn(AsyncFile.write(path, Many.just(Bytes.utf8("a"), Bytes.utf8("bc")))));
        assertEquals(4, nagare.blockOn(AsyncFile.writeAll(path, Bytes.utf8("abcd"))));
        assertEquals(2, nagare.blockOn(AsyncFile.writeString(path, "ä")));
    }

    @Test
    void ofSeveralAtomicWritesAtATimeEachSucceedsAndOneIsTheLast() throws Exception {
        Path path = directory.resolve("settings");
        Files.writeString(path, "old");
        for (int round = 0; round < 200; round++) {
            nagare.blockOn(
                    Many.range(0, 4)
                            .flatMap(i -> AsyncFile.writeString(path, "new " + i, REPLACE.atomically()))
                            .then(),
                    Duration.ofSeconds(30));
            assertTrue(content(path).startsWith("new "), content(path));
        }
        assertEquals(List.of("settings"), names());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 8 * 1024, 64 * 1024, 300_000})
    void itemsOfAnySizesArriveInOrder(int largest) throws Exception {
        Random random = new Random(largest);
        List<Bytes> items = new ArrayList<>();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int i = 0; i < 300 && expected.size() < 4 << 20; i++) {
            byte[] item = new byte[random.nextInt(largest + 1)];
            random.nextBytes(item);
            items.add(Bytes.wrap(item));
            expected.writeBytes(item);
        }
        Path path = directory.resolve("written");
        for (int buffer : new int[] {1, 1000, 512 * 1024}) {
            assertEquals(expected.size(), write(path, REPLACE.buffer(buffer), Many.fromIterable(items)));
            assertArrayEquals(expected.toByteArray(), Files.readAllBytes(path));
        }
    }

    @Test
    void whatIsThereIsReplacedAppendedToOrWrittenOver() throws Exception {
        Path path = directory.resolve("file");
        Many<Bytes> abc = Many.just(Bytes.utf8("ab"), Bytes.utf8("c"));
        assertEquals(3, write(path, REPLACE, abc));
        assertEquals("abc", content(path));
        write(path, REPLACE.append(), abc);
        assertEquals("abcabc", content(path));
        write(path, REPLACE.at(4), abc);
        assertEquals("abcaabc", content(path));
        write(path, REPLACE.at(0), Many.just(Bytes.utf8("X")));
        assertEquals("Xbcaabc", content(path));
        write(path, REPLACE.at(9), abc);
        assertEquals("Xbcaabc\0\0abc", content(path));
        write(path, REPLACE.atomically(), abc);
        assertEquals("abc", content(path));
        write(path, REPLACE, Many.empty());
        assertEquals("", content(path));
        assertEquals(List.of("file"), names());
    }

    @ParameterizedTest
    @EnumSource(WriteOptions.Mode.class)
    void aFileThatIsNotThereIsCreated(WriteOptions.Mode mode) throws Exception {
        Path path = directory.resolve("new");
        WriteOptions options = mode == WriteOptions.Mode.REPLACE_ATOMICALLY
                ? REPLACE.atomically()
                : new WriteOptions(mode, 0, WriteOptions.Sync.NONE, 1000);
        assertEquals(0, write(path, options, Many.empty()));
        Files.delete(path);
        assertEquals(2, write(path, options, Many.just(Bytes.utf8("ab"))));
        assertEquals("ab", content(path));
        assertEquals(List.of("new"), names());
    }

    @ParameterizedTest
    @EnumSource(WriteOptions.Sync.class)
    void whatIsSyncedIsWritten(WriteOptions.Sync sync) throws Exception {
        Path path = directory.resolve("synced");
        write(path, REPLACE.sync(sync), Many.just(Bytes.utf8("ab")));
        assertEquals("ab", content(path));
        nagare.blockOn(AsyncFile.sync(path));
    }

    @Test
    void aFileThatExistsIsNotCreatedAnew() throws Exception {
        Path path = file("old".getBytes(UTF_8));
        FileOperationException failure = assertFails(
                "write",
                path,
                "it exists already",
                AsyncFile.write(path, Many.just(Bytes.utf8("x")), REPLACE.createNew()));
        assertTrue(failure.getCause() instanceof FileAlreadyExistsException);
        assertFails("write", path, "it exists already", AsyncFile.writeString(path, "x", REPLACE.createNew()));
        assertEquals("old", content(path));
    }

    @Test
    void nothingHappensBeforeThereIsDemand() throws Exception {
        Path path = directory.resolve("none");
        AtomicLong subscribed = new AtomicLong();
        One<Long> writing =
                AsyncFile.write(path, Many.just(Bytes.utf8("x")).doOnSubscribe(subscribed::incrementAndGet));
        HeldSubscriber subscriber = new HeldSubscriber();
        writing.subscribe(subscriber);
        assertEquals(0, subscribed.get());
        assertFalse(Files.exists(path));
        subscriber.subscription().request(1);
        assertTrue(subscriber.ended().await(10, TimeUnit.SECONDS));
        assertEquals("x", content(path));
    }

    @Test
    void noMoreIsAskedForThanTheBufferHolds() throws Exception {
        // No blocking thread is free, so nothing is written. All requested items therefore wait in the buffer.
        CountDownLatch letGo = new CountDownLatch(1);
        try (Nagare busy = Nagare.multiThread().workers(1).maxBlockingThreads(1).start()) {
            CountDownLatch held = new CountDownLatch(1);
            busy.spawn(One.blocking(() -> {
                held.countDown();
                return letGo.await(20, TimeUnit.SECONDS);
            }));
            assertTrue(held.await(10, TimeUnit.SECONDS));
            AtomicLong taken = new AtomicLong();
            Bytes item = Bytes.wrap(new byte[1000]);
            CountDownLatch enough = new CountDownLatch(8);
            Task<Long> writing = busy.spawn(AsyncFile.write(
                    directory.resolve("slow"),
                    Many.range(0, 1000).map(i -> item).doOnNext(bytes -> {
                        taken.incrementAndGet();
                        enough.countDown();
                    }),
                    REPLACE.buffer(10_000)));
            assertTrue(enough.await(10, TimeUnit.SECONDS));
            // There is one worker. When this call returns, the write has done all it could.
            busy.blockOn(One.fromCallable(() -> 1));
            assertTrue(taken.get() <= 10, () -> taken + " items of 1000 bytes were taken for a buffer of 10,000");
            letGo.countDown();
            assertEquals(1_000_000L, writing.block(Duration.ofSeconds(20)));
        }
        assertEquals(1_000_000, Files.size(directory.resolve("slow")));
    }

    @Test
    void aFailureOfThePublisherPassesAndWhatWasWrittenStays() throws Exception {
        Path path = file("old".getBytes(UTF_8));
        IllegalStateException ours = new IllegalStateException("ours");
        assertSame(ours, assertThrows(
                IllegalStateException.class, () -> write(path, REPLACE, Many.error(ours))));
        assertEquals("old", content(path), "nothing had come yet");
        Many<Bytes> failing = Many.just(Bytes.utf8("new"))
                .concatWith(One.delay(Duration.ofMillis(20)).thenMany(Many.error(ours)));
        assertThrows(IllegalStateException.class, () -> write(path, REPLACE, failing));
        assertEquals("new", content(path));
        assertThrows(
                IllegalStateException.class,
                () -> write(
                        path, REPLACE.atomically(), Many.just(Bytes.utf8("x")).concatWith(failing)));
        assertEquals("new", content(path));
        assertEquals(List.of("file"), names());
    }

    @Test
    void aFailedWriteIsReportedAtOnceAndCancelsThePublisher() throws Exception {
        Path full = Path.of("/dev/full");
        CountDownLatch cancelled = new CountDownLatch(1);
        Many<Bytes> endless = Many.just(Bytes.utf8("x")).concatWith(Many.never()).doOnCancel(cancelled::countDown);
        assertFails("write", full, "No space left on device", AsyncFile.write(full, endless, REPLACE.at(0)));
        assertTrue(cancelled.await(10, TimeUnit.SECONDS));
        assertFails("write", full, "No space left on device", AsyncFile.writeString(full, "x", REPLACE.append()));
    }

    @Test
    void cancellingClosesTheFileAndAnAtomicOneIsAsItWas() throws Exception {
        Path path = file("old".getBytes(UTF_8));
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            CountDownLatch some = new CountDownLatch(1 + random.nextInt(40));
            Many<Bytes> endless = Many.range(0, Integer.MAX_VALUE)
                    .map(n -> Bytes.wrap(new byte[1000]))
                    .doOnNext(bytes -> some.countDown());
            Task<Long> writing = nagare.spawn(AsyncFile.write(path, endless, REPLACE.atomically().buffer(5000)));
            assertTrue(some.await(10, TimeUnit.SECONDS));
            writing.abort();
            assertThrows(TaskCancelledException.class, () -> writing.block(Duration.ofSeconds(10)));
        }
        Descriptors.assertNoneBelow(directory);
        assertEquals("old", content(path));
        assertEquals(List.of("file"), names());
    }

    @Test
    void closingTheRuntimeLeavesAnAtomicWriteUndone() throws Exception {
        Path path = file("old".getBytes(UTF_8));
        for (int round = 0; round < 10; round++) {
            Nagare closing = Nagare.multiThread().workers(1).maxBlockingThreads(2).start();
            CountDownLatch begun = new CountDownLatch(100);
            for (int i = 0; i < 5; i++) {
                closing.spawn(AsyncFile.write(
                        path,
                        Many.range(0, Integer.MAX_VALUE)
                                .map(n -> Bytes.wrap(new byte[1000]))
                                .doOnNext(b -> begun.countDown()),
                        REPLACE.atomically().buffer(5000)));
            }
            assertTrue(begun.await(10, TimeUnit.SECONDS));
            assertTrue(closing.close(Duration.ofSeconds(10)));
            Descriptors.assertNoneBelow(directory);
            assertEquals(List.of("file"), names());
        }
        assertEquals("old", content(path));
    }

    @Test
    void anAtomicReplacementFollowsALinkAndKeepsPermissions() throws Exception {
        Path path = file("old".getBytes(UTF_8));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), path);
        nagare.blockOn(AsyncFile.writeString(link, "new", REPLACE.atomically()));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", content(path));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }

    @Test
    void whoReadsDuringAtomicReplacementsFindsOneOrTheOther() throws Exception {
        Path path = file("a".repeat(100_000).getBytes(UTF_8));
        Task<Void> writing = nagare.spawn(Many.range(0, 100)
                .concatMap(i ->
                        AsyncFile.writeString(path, (i % 2 == 0 ? "b" : "a").repeat(100_000), REPLACE.atomically()))
                .then());
        Task<Long> reading = nagare.spawn(Many.range(0, 300)
                .concatMap(i -> AsyncFile.readString(path))
                .doOnNext(text -> assertEquals(text.substring(0, 1).repeat(100_000), text))
                .count());
        assertEquals(300, reading.block(Duration.ofSeconds(30)));
        writing.block(Duration.ofSeconds(30));
    }

    @Test
    void aFileIsCutOffOrMadeLonger() throws Exception {
        Path path = file("abc".getBytes(UTF_8));
        nagare.blockOn(AsyncFile.setLength(path, 5));
        assertEquals("abc\0\0", content(path));
        nagare.blockOn(AsyncFile.setLength(path, 1));
        assertEquals("a", content(path));
        nagare.blockOn(AsyncFile.setLength(path, 1));
        assertEquals(1, Files.size(path));
    }

    @Test
    void whatCannotBeWrittenSaysWhy() {
        Path below = directory.resolve("missing").resolve("file");
        assertFails("write", below, "there is no directory " + below.getParent(), AsyncFile.writeString(below, "x"));
        assertFails(
                "write", below, "there is no directory " + below.getParent(),
                AsyncFile.writeString(below, "x", REPLACE.atomically()));
        assertFails("write", directory, "it is a directory", AsyncFile.write(directory, Many.empty()));
        assertFails(
                "write",
                directory,
                "it is a directory",
                AsyncFile.write(directory, Many.empty(), REPLACE.atomically()));
        assertFails("set length", below, "there is no directory", AsyncFile.setLength(below, 1));
        assertFails("sync", below.getParent(), "there is no such file", AsyncFile.sync(below.getParent()));
        assertThrows(IllegalArgumentException.class, () -> AsyncFile.setLength(below, -1));
        assertThrows(IllegalArgumentException.class, () -> REPLACE.at(-1));
        assertThrows(IllegalArgumentException.class, () -> REPLACE.buffer(0));
        assertThrows(IllegalArgumentException.class, () -> REPLACE.buffer(WriteOptions.MAX_BUFFER + 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new WriteOptions(WriteOptions.Mode.APPEND, 1, WriteOptions.Sync.NONE, 1));
        assertThrows(IllegalArgumentException.class, () -> REPLACE.atomically().sync(WriteOptions.Sync.NONE));
        assertThrows(NullPointerException.class, () -> AsyncFile.write(null, Many.empty()));
        assertThrows(NullPointerException.class, () -> AsyncFile.write(below, null));
        assertThrows(NullPointerException.class, () -> AsyncFile.writeString(below, null));
    }
}
