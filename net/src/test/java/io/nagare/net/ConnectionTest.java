package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.fixture.Recorder;
import io.nagare.net.fixture.TcpFixture;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** One connection: {@code peer} is our end, {@code client} the other. */
class ConnectionTest extends TcpFixture {

    private Listener listener;
    private Socket client;
    private Connection peer;

    @BeforeEach
    void connect() throws IOException {
        listener = listenWithSmallBuffers();
        client = new Socket();
        client.setReceiveBufferSize(4096);
        client.setSoTimeout((int) LIMIT.toMillis());
        client.connect(listener.localAddress());
        peer = accept(listener);
    }

    @AfterEach
    void disconnect() throws IOException {
        peer.close();
        client.close();
        listener.close();
    }

    private Recorder<Bytes> reading() {
        Recorder<Bytes> recorder = new Recorder<>();
        peer.read().subscribe(recorder);
        return recorder;
    }

    private static Bytes bytes(int size) {
        return Bytes.wrap(random(size, size));
    }

    @Test
    void oneUnitOfDemandIsOnePieceAndTheRestStaysInTheSocket() throws Exception {
        Recorder<Bytes> recorder = reading();
        client.getOutputStream().write(new byte[10]);
        assertEquals(10, recorder.request(1).next().length());
        client.getOutputStream().write(new byte[20]);
        assertEquals(0, recorder.waiting());
        assertEquals(20, recorder.request(1).next().length());
        client.shutdownOutput();
        assertNull(recorder.request(1).end());
    }

    @Test
    void aReadAfterTheEndCompletesAtOnce() throws Exception {
        client.shutdownOutput();
        assertNull(nagare.blockOn(peer.read().next(), LIMIT));
        assertNull(reading().end());
        assertFalse(peer.isClosed());
    }

    @Test
    void aConnectionWhoseReaderLeftClosesWhenOurDirectionHasEnded() throws Exception {
        client.getOutputStream().write("a question\nwhat nobody reads".getBytes());
        nagare.blockOn(peer.writeAndEnd(peer.read().take(1)), LIMIT);
        assertTrue(peer.isClosed());
    }

    @Test
    void aReaderThatLeavesAfterOurDirectionHasEndedClosesTheConnection() throws Exception {
        Recorder<Bytes> recorder = reading();
        nagare.blockOn(peer.writeAndEnd(Many.empty()), LIMIT);
        assertFalse(peer.isClosed());
        recorder.cancel();
        eventually("closed", peer::isClosed);
    }

    @Test
    void aConnectionThatIsNotUsedStaysOpenUntilItIsClosed() throws Exception {
        assertFalse(peer.isClosed());
        peer.close();
        peer.close();
        assertTrue(peer.isClosed());
        assertEquals(-1, client.getInputStream().read());
        assertEquals("read on " + peer + " failed: it was closed", failure(peer.read().next()).getMessage());
        assertEquals(
                "write on " + peer + " failed: it was closed",
                failure(peer.write(Many.just(bytes(1)))).getMessage());
    }

    @Test
    void closingWakesAReaderWithoutDemandAndAWriterWithoutBytes() throws Exception {
        Recorder<Bytes> recorder = reading();
        CountDownLatch begun = new CountDownLatch(1);
        Task<Void> writing = nagare.spawn(peer.writeAndEnd(Many.<Bytes>never().doOnRequest(n -> begun.countDown())));
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        peer.close();
        assertInstanceOf(ConnectionFailedException.class, recorder.end());
        assertEquals("writeAndEnd on " + peer + " failed: it was closed", failure(writing).getMessage());
    }

    @Test
    void aResetThatTheReaderSeesFailsTheWriterToo() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Task<Void> writing = nagare.spawn(peer.writeAndEnd(Many.<Bytes>never().doOnRequest(n -> begun.countDown())));
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        Recorder<Bytes> recorder = reading().request(1);
        client.setSoLinger(true, 0);
        client.close();
        assertEquals("read on " + peer + " failed: Connection reset", recorder.end().getMessage());
        assertEquals(
                "writeAndEnd on " + peer + " failed: it had failed already: Connection reset",
                failure(writing).getMessage());
        assertTrue(peer.isClosed());
    }

    @Test
    void aWriteToAPeerThatIsGoneFailsWithItsAddresses() throws Exception {
        client.setSoLinger(true, 0);
        client.close();
        Throwable failure = failure(peer.write(Many.range(0, 1_000_000).map(n -> bytes(1000))));
        assertTrue(failure.getMessage().startsWith("write on connection 127.0.0.1:"), failure.getMessage());
        assertTrue(peer.isClosed());
    }

    @Test
    void aWriteThatIsCancelledMidwayResetsTheConnection() throws Exception {
        AtomicLong taken = new AtomicLong();
        Recorder<Bytes> recorder = reading();
        Task<Void> writing = nagare.spawn(peer.write(floodOf(1000, taken)));
        stopsGrowing(taken);
        writing.abort();
        assertTrue(recorder.end().getMessage().contains("a write was cancelled"));
        assertTrue(peer.isClosed());
        assertReset(client);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 1000, 16 * 1024, 64 * 1024, 1 << 20})
    void ofAnEndlessUpstreamAPeerThatNeverReadsTakesABoundedPart(int size) {
        AtomicLong taken = new AtomicLong();
        nagare.spawn(peer.writeAndEnd(floodOf(size, taken)));
        long bytes = stopsGrowing(taken);
        // The sum of three parts: the system's buffers for both ends with these options, our buffer, and the item that
        // filled it.
        assertTrue(bytes <= 512 * 1024 + size, "bytes taken: " + bytes);
        assertTrue(bytes / size <= 256 * 1024, "items taken: " + bytes / size);
    }

    @Test
    void ofAForeignPublisherNoMoreIsTaken() {
        AtomicLong taken = new AtomicLong();
        nagare.spawn(peer.writeAndEnd(Flux.from(floodOf(16 * 1024, taken)).publishOn(Schedulers.parallel(), 1)));
        long bytes = stopsGrowing(taken);
        assertTrue(bytes <= 768 * 1024, "bytes taken: " + bytes);
    }

    @Test
    void itemsThatGrowSuddenlyAreAskedForOneByOneFromThenOn() {
        AtomicLong taken = new AtomicLong();
        Many<Bytes> growing = Many.range(0, 1_000_000)
                .map(n -> bytes(n < 10 ? 1 : 256 * 1024))
                .doOnNext(item -> taken.addAndGet(item.length()));
        nagare.spawn(peer.writeAndEnd(growing));
        long bytes = stopsGrowing(taken);
        // The sixteen items that had been requested when the first large one came, and the system's buffers.
        assertTrue(bytes <= (16 + 2) * 256L * 1024, "bytes taken: " + bytes);
    }

    private static void assertReset(Socket client) {
        IOException reset = assertThrows(
                IOException.class, () -> client.getInputStream().transferTo(OutputStream.nullOutputStream()));
        assertEquals("Connection reset", reset.getMessage());
    }

    private static Many<Bytes> floodOf(int size, AtomicLong taken) {
        Bytes item = bytes(size);
        return Many.range(0, Integer.MAX_VALUE).map(n -> item).doOnNext(each -> taken.addAndGet(each.length()));
    }

    /** Waits until the count has not changed for a while. */
    private static long stopsGrowing(AtomicLong count) {
        long[] before = {-1};
        eventually("standing still", () -> {
            try {
                new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
            long now = count.get();
            boolean still = now > 0 && now == before[0];
            before[0] = now;
            return still;
        });
        return count.get();
    }

    @Test
    void aSlowReaderGetsEverythingInOrder() throws Exception {
        byte[] sent = random(300_000, 5);
        Task<Void> writing = nagare.spawn(peer.writeAndEnd(
                Many.range(0, 300).map(n -> Bytes.copyOf(sent).slice((int) (n * 1000L), (int) (n * 1000L) + 1000))));
        byte[] received = new byte[sent.length];
        int at = 0;
        for (int size = 1; at < received.length; size = size % 977 + 31) {
            int count = client.getInputStream().read(received, at, Math.min(size, received.length - at));
            assertTrue(count > 0);
            at += count;
        }
        assertEquals(-1, client.getInputStream().read());
        writing.block(LIMIT);
        assertArrayEquals(sent, received);
    }

    @Test
    void emptyBytesAreNothing() throws Exception {
        nagare.blockOn(peer.writeAndEnd(Many.just(Bytes.empty(), bytes(3), Bytes.empty())), LIMIT);
        assertArrayEquals(random(3, 3), client.getInputStream().readAllBytes());
    }

    @Test
    void whatUpstreamHasAtOnceIsWrittenAtOnce() throws Exception {
        nagare.blockOn(peer.write(Many.range(0, 100).map(n -> bytes(10))), LIMIT);
        assertEquals(1000, client.getInputStream().read(new byte[2000]));
    }

    @Test
    void eachDirectionMayBeOnAStrandOfItsOwn() throws Exception {
        byte[] question = random(500_000, 8);
        byte[] answer = random(500_000, 9);
        Task<Bytes> reading = nagare.spawn(peer.read().reduce(Bytes.empty(), Bytes::concat));
        Task<Void> writing = nagare.spawn(peer.writeAndEnd(Many.just(Bytes.wrap(answer))));
        Thread asking = new Thread(() -> {
            try {
                client.getOutputStream().write(question);
                client.shutdownOutput();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        asking.start();
        assertArrayEquals(answer, client.getInputStream().readAllBytes());
        asking.join();
        writing.block(LIMIT);
        assertArrayEquals(question, reading.block(LIMIT).toArray());
        eventually("closed", peer::isClosed);
    }

    @Test
    void aFailureOfThePublisherReachesTheReaderToo() throws Exception {
        Recorder<Bytes> recorder = reading();
        Publisher<Bytes> failing = Flux.error(new IllegalStateException("no more"));
        assertThrows(IllegalStateException.class, () -> nagare.blockOn(peer.writeAndEnd(failing), LIMIT));
        assertEquals("read on " + peer + " failed: it had failed already: no more", recorder.end().getMessage());
    }

    @Test
    void ofAPublisherThatFailsThePeerSeesAResetAndNoCleanEnd() {
        Many<Bytes> failing = Many.just(bytes(9)).concatWith(Many.error(new IllegalStateException("no more")));
        assertThrows(IllegalStateException.class, () -> nagare.blockOn(peer.writeAndEnd(failing), LIMIT));
        assertReset(client);
    }

    @Test
    void ofASendThatFailsThePeerSeesAReset() {
        Many<Bytes> failing = Many.just(bytes(9)).concatWith(Many.error(new IllegalStateException("no more")));
        assertThrows(IllegalStateException.class, () -> nagare.blockOn(peer.write(failing), LIMIT));
        assertReset(client);
    }

    @Test
    void aCloseWhileAPublisherIsWrittenIsAReset() throws Exception {
        Task<Void> writing = nagare.spawn(peer.writeAndEnd(Many.just(bytes(9)).concatWith(Many.never())));
        assertEquals(9, client.getInputStream().readNBytes(9).length);
        peer.close();
        assertReset(client);
        assertEquals("writeAndEnd on " + peer + " failed: it was closed", failure(writing).getMessage());
    }

    @Test
    void aRuntimeThatIsClosedWhileItWritesResetsTheConnection() throws Exception {
        Nagare other = multiThread().workers(1).start();
        other.spawn(peer.writeAndEnd(Many.just(bytes(9)).concatWith(Many.never())));
        assertEquals(9, client.getInputStream().readNBytes(9).length);
        assertTrue(other.close(Duration.ofSeconds(10)));
        assertReset(client);
    }

    @Test
    void aRuntimeThatIsClosedResetsWhatAnotherOneIsWriting() throws Exception {
        Nagare other = multiThread().workers(1).start();
        Task<Bytes> reading = other.spawn(peer.read().next());
        eventually("being read", () -> other.metrics().liveTasks() == 1);
        Task<Void> writing = nagare.spawn(peer.writeAndEnd(Many.just(bytes(9)).concatWith(Many.never())));
        assertEquals(9, client.getInputStream().readNBytes(9).length);
        client.getOutputStream().write(1);
        reading.block(LIMIT);
        Task<Bytes> waiting = other.spawn(peer.read().next());
        eventually("being read again", () -> other.metrics().liveTasks() == 1);
        assertTrue(other.close(Duration.ofSeconds(10)));
        assertReset(client);
        assertTrue(failure(writing).getMessage().endsWith("its runtime was closed"), failure(writing).getMessage());
        assertTrue(waiting.isDone());
    }

    @Test
    void aResetIsSeenByThePeerAndByBothDirections() throws Exception {
        Recorder<Bytes> recorder = reading();
        nagare.blockOn(peer.write(bytes(3)), LIMIT);
        peer.reset();
        assertTrue(peer.isClosed());
        assertReset(client);
        assertInstanceOf(ConnectionFailedException.class, recorder.end());
        peer.reset();
        peer.close();
    }

    /** If a descriptor is closed with unread bytes, the system resets the connection. */
    @Test
    void aPeerThatSpokeFirstGetsAllThatWasWrittenBeforeTheClose() throws Exception {
        client.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes());
        byte[] answer = random(300_000, 3);
        Task<Void> writing = nagare.spawn(peer.writeAndEnd(Bytes.wrap(answer)).doFinally(end -> peer.close()));
        assertArrayEquals(answer, client.getInputStream().readAllBytes());
        writing.block(LIMIT);
        assertTrue(peer.isClosed());
    }

    @Test
    void aPeerThatSpokeFirstGetsAllThatWasSentBeforeTheClose() throws Exception {
        client.getOutputStream().write(random(1000, 1));
        nagare.blockOn(peer.write(bytes(1000)), LIMIT);
        peer.close();
        client.getOutputStream().write(random(1000, 2));
        assertArrayEquals(random(1000, 1000), client.getInputStream().readAllBytes());
    }

    @Test
    void aReaderThatLeavesDoesNotCostThePeerTheAnswer() throws Exception {
        client.getOutputStream().write("a question\n".getBytes());
        nagare.blockOn(peer.read().take(1).then(), LIMIT);
        client.getOutputStream().write(random(1000, 2));
        nagare.blockOn(peer.writeAndEnd(bytes(1000)), LIMIT);
        assertTrue(peer.isClosed());
        assertArrayEquals(random(1000, 1000), client.getInputStream().readAllBytes());
    }

    @Test
    void ofAPeerThatNeverStopsSendingABoundedPartIsDropped() throws Exception {
        nagare.blockOn(peer.write(bytes(3)), LIMIT);
        peer.close();
        assertThrows(IOException.class, () -> {
            for (int i = 0; i < 10_000; i++) {
                client.getOutputStream().write(new byte[64 * 1024]);
            }
        });
    }

    @Test
    void bytesAreCounted() throws Exception {
        nagare.blockOn(peer.write(bytes(100)), LIMIT);
        nagare.blockOn(peer.write(Many.just(bytes(1), bytes(2))), LIMIT);
        assertEquals(103, peer.bytesWritten());
        client.getOutputStream().write(new byte[7]);
        assertEquals(7, nagare.blockOn(peer.read().next(), LIMIT).length());
        assertEquals(7, peer.bytesRead());
    }

    @Test
    void nullsAreRefusedAtTheCall() {
        assertThrows(NullPointerException.class, () -> peer.writeAndEnd((Publisher<Bytes>) null));
        assertThrows(NullPointerException.class, () -> peer.write((Publisher<Bytes>) null));
        assertThrows(NullPointerException.class, () -> peer.writeAndEnd((Bytes) null));
        assertThrows(NullPointerException.class, () -> peer.write((Bytes) null));
    }

    @Test
    void nothingHappensBeforeTheSubscription() {
        One<Void> never = peer.writeAndEnd(Many.just(bytes(1)));
        peer.read();
        assertFalse(peer.isClosed());
        nagare.blockOn(peer.writeAndEnd(Many.empty()), LIMIT);
        assertTrue(failure(never).getMessage().endsWith("our direction was ended by an earlier write"));
    }
}
