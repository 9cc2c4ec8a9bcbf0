package io.nagare.engine.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.driver.Registration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistrationTest {

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final PollDriver driver =
            new PollDriver("test driver", new ManualTime(), (failure, where) -> failures.add(failure));
    private final CountingLeaf leaf = new CountingLeaf();
    private ServerSocketChannel server;
    private SocketChannel client;
    private SocketChannel peer;
    private Registration registration;

    @BeforeEach
    void connect() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        client = SocketChannel.open(server.getLocalAddress());
        peer = server.accept();
        client.configureBlocking(false);
        registration = driver.register(client);
    }

    @AfterEach
    void close() throws IOException {
        driver.close();
        client.close();
        peer.close();
        server.close();
        assertEquals(List.of(), failures);
    }

    private int poll() {
        assertTrue(driver.tryAcquire());
        try {
            return driver.poll(0);
        } finally {
            driver.release();
        }
    }

    /**
     * Polls until a channel is reported as ready. Bytes sent over loopback may arrive only after the send has returned.
     */
    private int pollForEvent() {
        long before = driver.readinessEvents();
        int woken = 0;
        while (driver.readinessEvents() == before) {
            woken += poll();
        }
        return woken;
    }

    private void send(String text) throws IOException {
        peer.write(ByteBuffer.wrap(text.getBytes()));
    }

    private int receive() throws IOException {
        return client.read(ByteBuffer.allocate(1_000));
    }

    @Test
    void wakesTheLeafOnceForEachWait() throws IOException {
        registration.awaitReadable(leaf);
        assertEquals(0, poll());
        send("one");
        assertEquals(1, pollForEvent());
        assertEquals(0, poll());
        assertEquals(0, poll());
        assertEquals(1, leaf.takeWakes());
        registration.awaitReadable(leaf);
        assertEquals(1, poll());
        assertEquals(3, receive());
        registration.awaitReadable(leaf);
        assertEquals(0, poll());
    }

    @Test
    void whatCameBeforeTheWaitIsReported() throws IOException {
        send("early");
        assertEquals(0, poll());
        registration.awaitReadable(leaf);
        assertEquals(1, pollForEvent());
    }

    @Test
    void readinessThatNobodyWaitsForDropsTheInterestUntilSomebodyDoes() throws IOException {
        registration.awaitReadable(leaf);
        registration.pauseReading();
        send("unwanted");
        assertEquals(0, pollForEvent());
        long events = driver.readinessEvents();
        assertEquals(0, poll());
        assertEquals(events, driver.readinessEvents());
        registration.awaitReadable(leaf);
        assertEquals(1, poll());
    }

    @Test
    void theInterestStaysArmedBetweenWaits() throws Exception {
        registration.awaitReadable(leaf);
        registration.pauseReading();
        assertEquals(0, poll());
        BlockedPoll blocked = BlockedPoll.start(driver);
        registration.awaitReadable(leaf);
        assertTrue(blocked.isBlocked(), "to wait again needs no wake-up");
    }

    @Test
    void waitingWakesAPollThatBlocksIfTheInterestWasDropped() throws Exception {
        registration.awaitReadable(leaf);
        registration.pauseReading();
        send("x");
        pollForEvent();
        BlockedPoll blocked = BlockedPoll.start(driver);
        registration.awaitReadable(leaf);
        blocked.awaitReturn();
        pollUntilWoken();
    }

    private void pollUntilWoken() {
        while (leaf.takeWakes() == 0) {
            poll();
        }
    }

    @Test
    void aLeafThatHasNotRunYetDoesNotKeepABlockingPollFromBlocking() throws Exception {
        registration.awaitReadable(leaf);
        send("x");
        assertEquals(1, pollForEvent());
        BlockedPoll returnsOnce = BlockedPoll.start(driver);
        assertEquals(0, returnsOnce.awaitReturn());
        long events = driver.readinessEvents();
        assertEquals(0, poll());
        assertEquals(events, driver.readinessEvents());
        registration.awaitReadable(leaf);
        assertEquals(1, poll());
    }

    @Test
    void theEndOfTheStreamIsReadable() throws IOException {
        registration.awaitReadable(leaf);
        peer.close();
        assertEquals(1, pollForEvent());
        assertEquals(-1, receive());
    }

    @Test
    void writabilityIsReportedOnce() throws IOException {
        registration.awaitWritable(leaf);
        assertEquals(1, pollForEvent());
        long events = driver.readinessEvents();
        assertEquals(0, poll());
        assertEquals(events, driver.readinessEvents());
        while (client.write(ByteBuffer.allocate(1 << 20)) > 0) {
            // Writes until the buffers are full.
        }
        registration.awaitWritable(leaf);
        assertEquals(0, poll());
        ByteBuffer sink = ByteBuffer.allocate(1 << 20);
        peer.configureBlocking(false);
        while (driver.readinessEvents() == events) {
            peer.read(sink.clear());
            poll();
        }
        assertEquals(2, leaf.takeWakes());
    }

    @Test
    void bothDirectionsWaitIndependently() throws IOException {
        CountingLeaf writer = new CountingLeaf();
        registration.awaitReadable(leaf);
        registration.awaitWritable(writer);
        assertEquals(1, pollForEvent());
        assertEquals(1, writer.takeWakes());
        assertEquals(0, leaf.takeWakes());
        registration.awaitWritable(writer);
        send("x");
        pollUntilWoken();
        assertEquals(1, writer.takeWakes());
    }

    @Test
    void aConnectionBeingMadeIsAwaitedAsWritable() throws IOException {
        try (SocketChannel connecting = SocketChannel.open()) {
            connecting.configureBlocking(false);
            Registration pending = driver.register(connecting);
            if (!connecting.connect(server.getLocalAddress())) {
                pending.awaitWritable(leaf);
                assertEquals(1, pollForEvent());
                assertTrue(connecting.finishConnect());
            }
            pending.awaitWritable(leaf);
            assertEquals(1, pollForEvent());
            pending.close();
        }
    }

    @Test
    void connectionsToAcceptAreAwaitedAsReadable() throws IOException {
        server.configureBlocking(false);
        Registration accepting = driver.register(server);
        accepting.awaitReadable(leaf);
        assertEquals(0, poll());
        try (SocketChannel second = SocketChannel.open(server.getLocalAddress())) {
            assertTrue(second.isConnected());
            assertEquals(1, pollForEvent());
            SocketChannel accepted = server.accept();
            assertNotNull(accepted);
            accepted.close();
        }
    }

    @Test
    void aChannelIsRegisteredOnlyOnce() {
        assertThrows(IllegalStateException.class, () -> driver.register(client));
    }

    @Test
    void aChannelThatWasClosedByOthersWakesWhoeverWaits() throws IOException {
        client.close();
        assertThrows(ClosedChannelException.class, () -> driver.register(client));
        registration.awaitReadable(leaf);
        assertEquals(1, leaf.takeWakes());
        assertFalse(registration.isClosed());
        poll();
    }

    @Test
    void closingWakesThoseThatWaitAndTheOnesThatComeLater() {
        CountingLeaf writer = new CountingLeaf();
        registration.awaitReadable(leaf);
        registration.awaitWritable(writer);
        registration.close();
        registration.close();
        assertTrue(registration.isClosed());
        assertFalse(client.isOpen());
        assertEquals(1, leaf.takeWakes());
        assertEquals(1, writer.takeWakes());
        registration.awaitReadable(leaf);
        registration.awaitWritable(writer);
        assertEquals(1, leaf.takeWakes());
        assertEquals(1, writer.takeWakes());
        registration.pauseReading();
        assertFalse(driver.hasWork());
    }

    @Test
    void closingGivesTheDescriptorBackWithoutAPoll() throws IOException {
        registration.awaitReadable(leaf);
        poll();
        int open = Descriptors.count();
        registration.close();
        assertEquals(open - 1, Descriptors.count());
    }

    @Test
    void closingGivesTheDescriptorBackWhileAPollBlocks() throws Exception {
        registration.awaitReadable(leaf);
        int open = Descriptors.count();
        BlockedPoll blocked = BlockedPoll.start(driver);
        registration.close();
        blocked.awaitReturn();
        assertEquals(open - 1, Descriptors.count());
    }

    @Test
    void closingGivesTheDescriptorBackWhileAnotherThreadHoldsTheFlag() throws Exception {
        registration.awaitReadable(leaf);
        poll();
        int open = Descriptors.count();
        assertTrue(driver.tryAcquire());
        Thread closer = new Thread(registration::close);
        closer.start();
        closer.join();
        driver.release();
        assertEquals(open - 1, Descriptors.count());
        assertTrue(driver.tryAcquire());
        driver.release();
    }

    @Test
    void closingTheDriverClosesEverythingAndWakesAPollThatBlocks() throws Exception {
        registration.awaitReadable(leaf);
        BlockedPoll blocked = BlockedPoll.start(driver);
        driver.close();
        blocked.awaitReturn();
        assertTrue(registration.isClosed());
        assertFalse(client.isOpen());
        assertEquals(1, leaf.takeWakes());
        IOException refused = assertThrows(IOException.class, () -> driver.register(peer));
        assertEquals("test driver is closed", refused.getMessage());
        assertEquals(0, poll());
        registration.close();
    }

    @Test
    void aChannelThatIsRegisteredWhileAPollIsParkedWithoutOneIsWatched() throws Exception {
        PollDriver fresh = new PollDriver("fresh", new ManualTime(), (failure, where) -> failures.add(failure));
        BlockedPoll blocked = BlockedPoll.start(fresh);
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        Registration reading = fresh.register(pipe.source());
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        reading.awaitReadable(leaf);
        blocked.awaitReturn();
        while (leaf.takeWakes() == 0) {
            BlockedPoll.start(fresh).awaitReturn();
        }
        fresh.close();
        pipe.sink().close();
    }

    @Test
    void anInterruptedThreadBlocksAllTheSame() throws Exception {
        Thread interrupted = new Thread(() -> {
            Thread.currentThread().interrupt();
            driver.acquire();
            driver.poll(-1);
            driver.release();
        });
        interrupted.start();
        while (!driver.isParked()) {
            Thread.onSpinWait();
        }
        driver.wakeup();
        interrupted.join();
    }

    @Test
    void aHundredChannelsClosedByAnotherThreadWhileTheyAreAwaited() throws Exception {
        Poll poll = new Poll(driver);
        poll.start();
        int open = Descriptors.count();
        for (int round = 0; round < 100; round++) {
            Pipe pipe = Pipe.open();
            pipe.source().configureBlocking(false);
            Registration reading = driver.register(pipe.source());
            CountingLeaf reader = new CountingLeaf();
            Thread closer = new Thread(reading::close);
            closer.start();
            reading.awaitReadable(reader);
            reader.awaitWake();
            closer.join();
            assertTrue(reading.isClosed());
            pipe.sink().close();
        }
        poll.end();
        assertEquals(open, Descriptors.count());
    }

    /**
     * One thread polls and blocks, and one answers. This thread asks, pauses and waits at random, and each wait must
     * end.
     */
    @Test
    void noReadinessIsLostBetweenWaitingPausingAndDropping() throws Exception {
        Poll poll = new Poll(driver);
        poll.start();
        Thread echo = new Thread(this::echo);
        echo.start();
        Random random = new Random(42);
        ByteBuffer question = ByteBuffer.allocate(1);
        for (int round = 0; round < 10_000; round++) {
            if (random.nextBoolean()) {
                registration.awaitReadable(leaf);
            }
            if (random.nextInt(4) == 0) {
                registration.awaitWritable(leaf);
            }
            client.write(question.clear());
            if (random.nextBoolean()) {
                registration.pauseReading();
            }
            leaf.takeWakes();
            for (int read = receive(); read <= 0; read = receive()) {
                registration.awaitReadable(leaf);
                leaf.awaitWake();
            }
        }
        registration.close();
        echo.join();
        poll.end();
    }

    private void echo() {
        try {
            ByteBuffer buffer = ByteBuffer.allocate(1);
            while (peer.read(buffer.clear()) > 0) {
                peer.write(buffer.flip());
            }
        } catch (IOException e) {
            failures.add(e);
        }
    }

    /** A worker that only polls. */
    private static final class Poll {

        private final PollDriver driver;
        private final Thread thread = new Thread(this::run);
        private volatile boolean ended;

        Poll(PollDriver driver) {
            this.driver = driver;
        }

        void start() {
            thread.start();
        }

        private void run() {
            while (!ended) {
                driver.acquire();
                driver.poll(-1);
                driver.release();
            }
        }

        void end() throws InterruptedException {
            ended = true;
            driver.wakeup();
            thread.join();
        }
    }
}
