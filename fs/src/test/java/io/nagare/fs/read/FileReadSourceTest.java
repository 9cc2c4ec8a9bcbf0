package io.nagare.fs.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.ReadOptions;
import io.nagare.fs.fixture.Descriptors;
import io.nagare.fs.fixture.ReceivedChunks;
import io.nagare.fs.fixture.StepStrand;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One subscription, step by step: what it reads at which time, what it holds, and which thread closes the file. */
class FileReadSourceTest {

    private static final int CHUNK = 100;
    private static final ReadOptions FOUR_AHEAD =
            ReadOptions.defaults().chunkSize(CHUNK).readAhead(4 * CHUNK + CHUNK / 2);

    @TempDir
    private Path directory;

    private final StepStrand strand = new StepStrand();
    private final ReceivedChunks received = new ReceivedChunks();
    private Path path;

    @AfterEach
    void nothingIsLeftOpen() {
        if (path != null) {
            assertEquals(0, Descriptors.on(path));
        }
        assertEquals(List.of(), strand.unseen);
    }

    private byte[] file(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        path = Files.write(directory.resolve("file"), content);
        return content;
    }

    private void subscribe(ReadOptions options) {
        new FileReadSource(path, options, received, strand).start();
    }

    @Test
    void nothingIsSubmittedWithoutDemand() throws Exception {
        file(CHUNK);
        subscribe(FOUR_AHEAD);
        strand.runAll();
        assertEquals(0, strand.submitted);
        received.upstream.cancel();
        assertEquals(0, strand.submitted);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK})
    void aSmallFileTakesOneJobFromOpenToClose(int size) throws Exception {
        byte[] content = file(size);
        subscribe(FOUR_AHEAD);
        received.upstream.request(1);
        strand.runJob();
        assertEquals(0, Descriptors.on(path), "closed by the job");
        strand.runStrand();
        assertEquals(Bytes.wrap(content), received.joined());
        assertTrue(received.completed);
        assertEquals(1, strand.submitted);
    }

    @ParameterizedTest
    @ValueSource(ints = {CHUNK + 1, 4 * CHUNK, 4 * CHUNK + 1, 17 * CHUNK - 1})
    void chunksAreWholeUpToTheLast(int size) throws Exception {
        byte[] content = file(size);
        subscribe(FOUR_AHEAD);
        received.upstream.request(Long.MAX_VALUE);
        strand.runAll();
        assertEquals(Bytes.wrap(content), received.joined());
        assertTrue(received.completed);
        for (Bytes chunk : received.chunks.subList(0, received.chunks.size() - 1)) {
            assertEquals(CHUNK, chunk.length());
        }
    }

    @Test
    void demandOfOneAtATimeIsKeptToAndTakesFewJobs() throws Exception {
        byte[] content = file(50 * CHUNK);
        subscribe(FOUR_AHEAD);
        for (int asked = 1; asked <= 50; asked++) {
            received.upstream.request(1);
            strand.runAll();
            assertEquals(asked, received.chunks.size());
        }
        assertEquals(Bytes.wrap(content), received.joined());
        assertTrue(received.completed);
        assertTrue(strand.submitted <= 50 / 2 + 1, () -> strand.submitted + " jobs");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 30})
    void noMoreIsReadAheadOfDemandThanTheBudgetAllows(int asked) throws Exception {
        int ahead = readAhead(FOUR_AHEAD, asked);
        assertTrue(ahead >= 2 && ahead <= 4, () -> ahead + " chunks ahead");
        assertEquals(1, readAhead(FOUR_AHEAD.readAhead(CHUNK), asked));
        assertEquals(0, readAhead(FOUR_AHEAD.readAhead(CHUNK - 1), asked));
        assertEquals(0, readAhead(FOUR_AHEAD.readAhead(0), asked));
    }

    /** The strand runs when the job looks at the clock, once a chunk. */
    @Test
    void aStrandThatIsFasterThanTheJobIsWokenForMoreAndMoreAndLessSoWhenItStops() throws Exception {
        int chunks = 300;
        int size = 64 * 1024;
        byte[] content = file(chunks * size);
        subscribe(ReadOptions.defaults());
        List<Integer> batches = new ArrayList<>();
        int[] last = {0};
        strand.now = () -> {
            strand.runStrand();
            if (received.chunks.size() > last[0]) {
                batches.add(received.chunks.size() - last[0]);
                last[0] = received.chunks.size();
            }
            return 0;
        };
        received.upstream.request(200);
        strand.runAll();
        assertEquals(List.of(2, 2, 4, 8, 16, 32, 32, 32, 32, 32), batches.subList(0, 10));
        assertEquals(200, received.chunks.size());
        strand.now = () -> 0;
        byte[] other = new byte[chunks * size];
        Arrays.fill(other, (byte) 1);
        Files.write(path, other, StandardOpenOption.WRITE);
        received.upstream.request(Long.MAX_VALUE);
        strand.runAll();
        assertEquals(chunks, received.chunks.size());
        Bytes joined = received.joined();
        int old = 200 * size;
        while (old < joined.length() && joined.get(old) == content[old] && joined.get(old + 1) == content[old + 1]) {
            old += size;
        }
        assertTrue(old <= (200 + 64) * size, () -> "read ahead");
    }

    @Test
    void chunksOfASlowDiskAreAnnouncedOneByOne() throws Exception {
        file(20 * CHUNK);
        subscribe(FOUR_AHEAD.readAhead(16 * CHUNK));
        List<Integer> seen = new ArrayList<>();
        long[] millis = {0};
        strand.now = () -> {
            strand.runStrand();
            seen.add(received.chunks.size());
            return 1_000_000 * millis[0]++;
        };
        received.upstream.request(Long.MAX_VALUE);
        strand.runAll();
        assertEquals(List.of(0, 0, 2, 3, 4, 5, 6, 7), seen.subList(0, 8));
    }

    /** Returns how many chunks were read ahead of demand. They were read before the file was overwritten. */
    private int readAhead(ReadOptions options, int asked) throws IOException {
        Files.write(directory.resolve("file"), new byte[50 * CHUNK]);
        path = directory.resolve("file");
        ReceivedChunks chunks = new ReceivedChunks();
        new FileReadSource(path, options, chunks, strand).start();
        chunks.upstream.request(asked);
        strand.runAll();
        assertEquals(asked, chunks.chunks.size());
        byte[] other = new byte[50 * CHUNK];
        Arrays.fill(other, (byte) 1);
        Files.write(path, other, StandardOpenOption.WRITE);
        chunks.upstream.request(Long.MAX_VALUE);
        strand.runAll();
        assertEquals(50, chunks.chunks.size());
        return (int) chunks.chunks.stream().filter(chunk -> chunk.get(0) == 0).count() - asked;
    }

    @Test
    void chunksThatAreNotCountedAreMadeUpFor() throws Exception {
        byte[] content = file(10 * CHUNK);
        subscribe(FOUR_AHEAD.readAhead(0));
        received.taking = chunk -> received.chunks.size() % 3 == 0;
        received.upstream.request(2);
        strand.runAll();
        assertEquals(6, received.chunks.size());
        received.upstream.request(100);
        strand.runAll();
        assertEquals(Bytes.wrap(content), received.joined());
    }

    @Test
    void aUsedUpBudgetLetsOthersRunAndLosesNothing() throws Exception {
        byte[] content = file(4 * CHUNK);
        subscribe(FOUR_AHEAD);
        received.upstream.request(Long.MAX_VALUE);
        strand.runJob();
        strand.spendable = 0;
        for (int step = 1; step <= 4; step++) {
            assertTrue(strand.stepOnce());
            assertEquals(step, received.chunks.size());
        }
        strand.runAll();
        assertEquals(Bytes.wrap(content), received.joined());
        assertTrue(received.completed);
    }

    @Test
    void cancellingFromWithinAChunkStopsAtOnce() throws Exception {
        file(10 * CHUNK);
        subscribe(FOUR_AHEAD);
        received.taking = chunk -> {
            received.upstream.cancel();
            received.upstream.cancel();
            return true;
        };
        received.upstream.request(Long.MAX_VALUE);
        strand.runAll();
        assertEquals(1, received.chunks.size());
        assertFalse(received.hasEnded());
    }

    @Test
    void aRequestFromWithinAChunkDoesNotRecurse() throws Exception {
        file(10 * CHUNK);
        subscribe(FOUR_AHEAD);
        int[] depth = new int[1];
        received.taking = chunk -> {
            assertEquals(1, ++depth[0]);
            received.upstream.request(1);
            depth[0]--;
            return true;
        };
        received.upstream.request(1);
        strand.runAll();
        assertEquals(10, received.chunks.size());
        assertTrue(received.completed);
    }

    @Test
    void whoeverIsLeftWithTheFileClosesIt() throws Exception {
        file(20 * CHUNK);
        subscribe(FOUR_AHEAD);
        received.upstream.request(1);
        strand.runAll();
        assertEquals(1, Descriptors.on(path), "between two jobs");
        received.upstream.cancel();
        assertEquals(0, Descriptors.on(path));
    }

    @Test
    void aQueuedJobIsTakenBack() throws Exception {
        file(20 * CHUNK);
        subscribe(FOUR_AHEAD);
        received.upstream.request(4);
        strand.runAll();
        received.upstream.request(4);
        assertEquals(1, strand.queuedJobs());
        received.upstream.cancel();
        assertEquals(0, strand.queuedJobs());
        assertEquals(0, Descriptors.on(path));
    }

    @Test
    void aJobThatStartsAfterCancellationTouchesNothing() throws Exception {
        file(20 * CHUNK);
        subscribe(FOUR_AHEAD);
        received.upstream.request(1);
        Runnable started = strand.takeJob();
        received.upstream.cancel();
        started.run();
        assertEquals(0, Descriptors.on(path));
        strand.runAll();
        assertEquals(0, received.chunks.size());
    }

    @Test
    void aJobThatAClosingPoolDroppedLeavesTheFileToTheStrand() throws Exception {
        file(20 * CHUNK);
        subscribe(FOUR_AHEAD);
        received.upstream.request(4);
        strand.runAll();
        received.upstream.request(4);
        strand.dropJobs();
        assertEquals(1, Descriptors.on(path));
        received.upstream.cancel();
        assertEquals(0, Descriptors.on(path));
    }

    @Test
    void aRefusedJobFailsTheStreamAfterWhatWasRead() throws Exception {
        file(20 * CHUNK);
        subscribe(FOUR_AHEAD);
        received.upstream.request(1);
        strand.runAll();
        strand.refusing = true;
        received.upstream.request(Long.MAX_VALUE);
        strand.runAll();
        assertEquals(4, received.chunks.size());
        assertInstanceOf(FileOperationException.class, received.failure);
        assertEquals("read of " + path + " failed: no thread", received.failure.getMessage());
    }

    @Test
    void aFileThatIsCutOffEndsWhereItEnds() throws Exception {
        byte[] content = file(20 * CHUNK);
        subscribe(FOUR_AHEAD.readAhead(0));
        received.upstream.request(3);
        strand.runAll();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(4 * CHUNK + 7);
        }
        received.upstream.request(100);
        strand.runAll();
        assertEquals(Bytes.wrap(content).slice(0, 4 * CHUNK + 7), received.joined());
        assertTrue(received.completed);
    }

    @Test
    void aFileThatIsEmptiedEnds() throws Exception {
        file(20 * CHUNK);
        subscribe(FOUR_AHEAD.readAhead(0));
        received.upstream.request(3);
        strand.runAll();
        Files.write(path, new byte[0]);
        received.upstream.request(100);
        strand.runAll();
        assertEquals(3, received.chunks.size());
        assertTrue(received.completed);
    }

    @Test
    void whatIsAppendedBeforeTheEndIsReadToo() throws Exception {
        byte[] content = file(2 * CHUNK);
        subscribe(FOUR_AHEAD.readAhead(0));
        received.upstream.request(1);
        strand.runAll();
        Files.write(path, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
        received.upstream.request(100);
        strand.runAll();
        assertEquals(Bytes.wrap(content).concat(Bytes.copyOf((byte) 1, (byte) 2, (byte) 3)), received.joined());
    }

    @Test
    void aFileOfTheKernelThatTellsNoSizeIsReadToItsEnd() throws Exception {
        Path version = Path.of("/proc/version");
        new FileReadSource(version, FOUR_AHEAD.chunkSize(10), received, strand).start();
        received.upstream.request(Long.MAX_VALUE);
        strand.runAll();
        assertEquals(Bytes.wrap(Files.readAllBytes(version)), received.joined());
        assertTrue(received.completed);
    }
}
