package io.nagare.fs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.failure.LineTooLongException;
import io.nagare.failure.TaskCancelledException;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.ReadOptions;
import io.nagare.fs.fixture.Descriptors;
import io.reactivex.rxjava3.core.Flowable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.FlowAdapters;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class AsyncFileTest {

    private static final int CHUNK = 1024;

    @TempDir
    private Path directory;

    private Nagare nagare;
    private int descriptors;

    @BeforeAll
    static void loadWhatOpensDescriptorsOnce() {
        try (Nagare warm = Nagare.multiThread().workers(1).start()) {
            warm.blockOn(AsyncFile.read(Path.of("/proc/self/status")).then());
        }
        StepVerifier.create(Flux.just(1)).expectNext(1).verifyComplete();
        Flowable.just(1).test().assertResult(1);
    }

    @BeforeEach
    void start() {
        descriptors = open();
        nagare = Nagare.multiThread().workers(2).start();
    }

    @AfterEach
    void close() {
        assertTrue(nagare.close(Duration.ofSeconds(10)));
        // One low count is enough here: a read that was cancelled in its first step opens its file, and closes it at
        // once.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        int now = open();
        while (now > descriptors && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
            now = open();
        }
        assertTrue(now <= descriptors, "descriptors: " + now + ", before: " + descriptors + ": " + list());
    }

    private static int open() {
        String[] entries = new File("/proc/self/fd").list();
        return entries == null ? 0 : entries.length;
    }

    private static String list() {
        StringBuilder links = new StringBuilder();
        for (File entry : new File("/proc/self/fd").listFiles()) {
            try {
                links.append(Files.readSymbolicLink(entry.toPath())).append(' ');
            } catch (IOException gone) {
                // The listing's own descriptor is closed by now.
            }
        }
        return links.toString();
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("file"), content);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private byte[] readAll(Path path, ReadOptions options) {
        return nagare.blockOn(AsyncFile.read(path, options).reduce(Bytes.empty(), Bytes::concat)).toArray();
    }

    @Test
    void aFileOfAnySizeIsReadWholeInChunks() throws Exception {
        ReadOptions options = ReadOptions.defaults().chunkSize(CHUNK).readAhead(4 * CHUNK);
        for (int size : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 10 * CHUNK, 100 * CHUNK + 7}) {
            byte[] content = random(size);
            Path path = file(content);
            assertArrayEquals(content, readAll(path, options));
            List<Bytes> chunks = nagare.blockOn(AsyncFile.read(path, options).collectList());
            assertEquals((size + CHUNK - 1) / CHUNK, chunks.size());
            chunks.forEach(chunk -> assertTrue(chunk.length() <= CHUNK));
        }
    }

    @Test
    void aRangeIsReadAndNoMore() throws Exception {
        byte[] content = random(5000);
        Path path = file(content);
        ReadOptions options = ReadOptions.defaults().chunkSize(CHUNK);
        assertArrayEquals(Arrays.copyOfRange(content, 100, 3100), readAll(path, options.range(100, 3000)));
        assertEquals(0, readAll(path, options.range(6000, 10)).length);
        assertEquals(0, readAll(path, options.range(0, 0)).length);
        assertEquals(10, readAll(path, options.range(4990, Long.MAX_VALUE)).length);
    }

    @Test
    void nothingIsOpenedBeforeThereIsDemandAndReadAheadKeepsToItsBudget() throws Exception {
        // The file grows while it is read. Chunks that were read ahead do not have the new bytes.
        Path path = file(random(4 * CHUNK));
        ReadOptions options = ReadOptions.defaults().chunkSize(CHUNK).readAhead(2 * CHUNK);
        StepVerifier.create(Flux.from(AsyncFile.read(path, options)), 0)
                .then(() -> assertFalse(list().contains(path.toString()), "opened before there was demand"))
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> append(path, random(CHUNK)))
                .thenRequest(10)
                .expectNextCount(4)
                .verifyComplete();
    }

    private static void append(Path path, byte[] bytes) {
        try {
            Files.write(path, bytes, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void aThousandReadsCancelledAtRandomLeaveNoDescriptorOpen() throws Exception {
        Path path = file(random(200 * CHUNK));
        ReadOptions options = ReadOptions.defaults().chunkSize(CHUNK).readAhead(8 * CHUNK);
        Random random = new Random(3);
        List<Task<?>> tasks = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Task<Long> task = nagare.spawn(AsyncFile.read(path, options).take(random.nextInt(250)).count());
            if (random.nextBoolean()) {
                for (int spin = random.nextInt(2000); spin > 0; spin--) {
                    Thread.onSpinWait();
                }
                task.abort();
            }
            tasks.add(task);
        }
        for (Task<?> task : tasks) {
            try {
                task.block(Duration.ofSeconds(20));
            } catch (TaskCancelledException aborted) {
                // The test has aborted it.
            }
        }
    }

    @Test
    void closingTheRuntimeWhileFilesAreReadClosesThem() throws Exception {
        Path path = file(random(1000 * CHUNK));
        ReadOptions options = ReadOptions.defaults().chunkSize(CHUNK);
        for (int round = 0; round < 10; round++) {
            Nagare closing = Nagare.multiThread().workers(1).maxBlockingThreads(2).start();
            List<Task<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                tasks.add(closing.spawn(AsyncFile.read(path, options).concatWith(Many.never()).then()));
            }
            assertTrue(closing.close(Duration.ofSeconds(10)));
            Descriptors.assertClosed(path);
            for (Task<?> task : tasks) {
                assertThrows(RuntimeException.class, () -> task.block(Duration.ofSeconds(10)));
            }
        }
    }

    @Test
    void aRuntimeThatIsClosedWhileADownstreamHoldsItUpStillClosesTheFile() throws Exception {
        Path path = file(random(100 * CHUNK));
        Nagare closing = Nagare.multiThread().workers(1).start();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        closing.spawn(AsyncFile.read(path, ReadOptions.defaults().chunkSize(CHUNK).readAhead(CHUNK))
                .doOnNext(chunk -> {
                    held.countDown();
                    awaitUninterruptibly(letGo);
                }));
        assertTrue(held.await(10, TimeUnit.SECONDS));
        assertFalse(closing.close(Duration.ofMillis(1)));
        letGo.countDown();
        Descriptors.assertClosed(path);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException ignored) {
                // The runtime may be closing.
            }
        }
    }

    @Test
    void linesAreCutWhereverTheChunksEnd() throws Exception {
        String text = "one\r\ntwo\n\nfünf €\nlast";
        Path path = file(text.getBytes());
        for (int chunk = 1; chunk < 12; chunk++) {
            assertEquals(
                    List.of("one", "two", "", "fünf €", "last"),
                    nagare.blockOn(AsyncFile.read(path, ReadOptions.defaults().chunkSize(chunk))
                            .lines()
                            .collectList()));
        }
        assertEquals(5, nagare.blockOn(AsyncFile.lines(path).count()));
    }

    @Test
    void aLineOverItsBoundFailsAndOneOnItDoesNot() throws Exception {
        Path path = file("12345\r\n123456\n".getBytes());
        assertEquals(2, nagare.blockOn(AsyncFile.lines(path, 6).count()));
        for (int chunk : new int[] {1, 3, 100}) {
            LineTooLongException tooLong = assertThrows(
                    LineTooLongException.class,
                    () -> nagare.blockOn(
                            AsyncFile.read(path, ReadOptions.defaults().chunkSize(chunk))
                                    .lines(5)
                                    .then()));
            assertEquals(5, tooLong.bound());
        }
        assertThrows(IllegalArgumentException.class, () -> AsyncFile.lines(path, 0));
    }

    @Test
    void malformedBytesBecomeTheReplacementCharacter() throws Exception {
        Path path = file(new byte[] {'a', (byte) 0xff, 'b', '\n'});
        assertEquals("a\uFFFDb", nagare.blockOn(AsyncFile.lines(path).next()));
    }

    @Test
    void whatCannotBeReadSaysWhy() throws Exception {
        assertFails(directory.resolve("missing"), "there is no such file");
        assertFails(directory, "it is a directory");
        assertFails(Path.of("/dev/null/below"), "Not a directory");
        assertThrows(NullPointerException.class, () -> AsyncFile.read(null));
        assertThrows(IllegalArgumentException.class, () -> ReadOptions.defaults().chunkSize(0));
        assertThrows(
                IllegalArgumentException.class, () -> ReadOptions.defaults().chunkSize(ReadOptions.MAX_CHUNK_SIZE + 1));
        assertThrows(IllegalArgumentException.class, () -> ReadOptions.defaults().readAhead(-1));
        assertThrows(IllegalArgumentException.class, () -> ReadOptions.defaults().range(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> ReadOptions.defaults().range(0, -1));
    }

    private void assertFails(Path path, String why) {
        FileOperationException failure = assertThrows(
                FileOperationException.class, () -> nagare.blockOn(AsyncFile.read(path).then()));
        assertEquals("read", failure.operation());
        assertEquals(path, failure.path());
        assertTrue(failure.getMessage().startsWith("read of " + path + " failed: " + why), failure.getMessage());
    }

    @Test
    void aFileIsReadableFromOtherLibraries() throws Exception {
        Path path = file("a\nb\nc\n".getBytes());
        StepVerifier.create(Flux.from(AsyncFile.lines(path)), 0)
                .thenRequest(1)
                .expectNext("a")
                .thenRequest(1)
                .expectNext("b")
                .thenCancel()
                .verify(Duration.ofSeconds(10));
        Flowable.fromPublisher(FlowAdapters.toPublisher(FlowAdapters.toFlowPublisher(AsyncFile.lines(path))))
                .test()
                .awaitDone(10, TimeUnit.SECONDS)
                .assertResult("a", "b", "c");
    }

    @Test
    void oneReadFeedsSeveralSubscribers() throws Exception {
        byte[] content = random(50 * CHUNK);
        Path path = file(content);
        Many<Bytes> read = AsyncFile.read(path, ReadOptions.defaults().chunkSize(CHUNK));
        One<Integer> both = read.<Integer>publish(
                        chunks -> Many.merge(chunks.map(Bytes::length), chunks.map(Bytes::length)))
                .reduce(0, Integer::sum);
        assertEquals(2 * content.length, nagare.blockOn(both));
    }
}
