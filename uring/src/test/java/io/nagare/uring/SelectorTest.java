package io.nagare.uring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.driver.AcceptsAhead;
import io.nagare.net.fixture.Descriptors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.NoConnectionPendingException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ring's channels and its selector, used without a runtime. */
class SelectorTest {

    private static final long LIMIT_MILLIS = 10_000;

    /** More than a socket and a ring hold of a peer that nobody reads. */
    private static final int MUCH = 64 * 1024 * 1024;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private int descriptors;
    private Selector selector;

    @BeforeAll
    static void loadWhatOpensDescriptorsOnce() throws Exception {
        assumeTrue(Uring.isAvailable(), Uring.unavailabilityReason());
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(null);
            SocketChannel.open(server.getLocalAddress()).close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        descriptors = Descriptors.open();
        selector = Uring.network().openSelector();
    }

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        for (AutoCloseable channel : opened) {
            channel.close();
        }
        selector.close();
        Descriptors.assertBackTo(descriptors);
    }

    /** A channel of the ring, and the peer of the system at its other end. */
    private record Pair(SocketChannel near, SocketChannel far) {}

    private Pair pair() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel near = Uring.network().openSocketChannel();
            opened.add(near);
            near.configureBlocking(false);
            near.connect(server.getLocalAddress());
            SocketChannel far = server.accept();
            opened.add(far);
            assertTrue(near.finishConnect());
            return new Pair(near, far);
        }
    }

    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        return bytes;
    }

    /** Reads from a channel that is watched until it has all. */
    private byte[] readAll(SocketChannel channel, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(length);
        int vain = 0;
        while (into.hasRemaining()) {
            if (channel.read(into) == 0) {
                // A select may return for nothing, for example because a request was submitted anew.
                vain = selector.select(key -> {}, LIMIT_MILLIS) == 0 ? vain + 1 : 0;
                assertTrue(vain < 3, into.position() + " of " + length);
            }
        }
        return into.array();
    }

    @Test
    void whatComesInIsReportedUntilItIsRead() throws Exception {
        Pair pair = pair();
        SelectionKey key = pair.near.register(selector, SelectionKey.OP_READ, "here");
        pair.far.write(ByteBuffer.wrap(pattern(10)));
        assertEquals(1, selector.select(ready -> assertEquals("here", ready.attachment()), LIMIT_MILLIS));
        assertEquals(SelectionKey.OP_READ, key.readyOps());
        assertEquals(1, selector.selectNow(ready -> {}));
        ByteBuffer into = ByteBuffer.allocate(4);
        assertEquals(4, pair.near.read(into));
        assertEquals(1, selector.selectNow(ready -> {}));
        assertEquals(6, pair.near.read(ByteBuffer.allocateDirect(100)));
        assertEquals(0, selector.selectNow(ready -> {}));
        assertEquals(0, pair.near.read(ByteBuffer.allocateDirect(100)));
    }

    @Test
    void theEndAndAResetAreReported() throws Exception {
        Pair ended = pair();
        ended.near.register(selector, SelectionKey.OP_READ);
        ended.far.write(ByteBuffer.wrap(pattern(3)));
        ended.far.shutdownOutput();
        readAll(ended.near, 3);
        assertEquals(1, selector.select(key -> {}, LIMIT_MILLIS));
        assertEquals(-1, ended.near.read(ByteBuffer.allocate(1)));
        ended.near.write(ByteBuffer.wrap(pattern(5)));
        assertEquals(5, ended.far.read(ByteBuffer.allocate(10)));

        Pair reset = pair();
        reset.near.register(selector, SelectionKey.OP_READ);
        ended.near.close();
        selector.selectNow(key -> {});
        reset.far.setOption(StandardSocketOptions.SO_LINGER, 0);
        reset.far.close();
        assertTrue(selector.select(key -> {}, LIMIT_MILLIS) > 0);
        IOException failure = assertThrows(IOException.class, () -> reset.near.read(ByteBuffer.allocate(1)));
        assertEquals("Connection reset", failure.getMessage());
    }

    @Test
    void anyAmountComesWholeAndInOrder() throws Exception {
        Pair pair = pair();
        pair.near.register(selector, SelectionKey.OP_READ);
        byte[] sent = pattern(20_000_000);
        Thread sender = new Thread(() -> {
            try {
                pair.far.write(ByteBuffer.wrap(sent));
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        });
        sender.start();
        assertArrayEquals(sent, readAll(pair.near, sent.length));
        sender.join();
    }

    @Test
    void aPeerThatNobodyReadsIsHeldBack() throws Exception {
        Pair pair = pair();
        pair.near.register(selector, SelectionKey.OP_READ);
        pair.far.configureBlocking(false);
        ByteBuffer much = ByteBuffer.wrap(pattern(MUCH));
        for (int idle = 0; idle < 20; ) {
            idle = pair.far.write(much) == 0 ? idle + 1 : 0;
            selector.select(key -> {}, 10);
        }
        assertTrue(much.hasRemaining(), "all was taken");
        int taken = much.position();
        assertArrayEquals(pattern(MUCH), whole(pair, much));
        assertTrue(taken < MUCH / 2, taken + " bytes were taken");
    }

    private byte[] whole(Pair pair, ByteBuffer rest) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(MUCH);
        while (into.hasRemaining()) {
            pair.far.write(rest);
            if (pair.near.read(into) == 0) {
                selector.select(key -> {}, 100);
            }
        }
        return into.array();
    }

    /** Fewer buffers than the unread sockets would fill. */
    @Test
    void socketsThatNobodyReadsStarveNobody() throws Exception {
        int unread = 40;
        for (int i = 0; i < unread; i++) {
            Pair pair = pair();
            pair.near.register(selector, SelectionKey.OP_READ);
            pair.far.configureBlocking(false);
            pair.far.write(ByteBuffer.wrap(pattern(StreamSocket.MOST_HELD * ReceiveBuffers.SIZE)));
        }
        for (int i = 0; i < 10; i++) {
            selector.select(key -> {}, 10);
        }
        Pair pair = pair();
        pair.near.register(selector, SelectionKey.OP_READ);
        pair.far.write(ByteBuffer.wrap(pattern(100_000)));
        assertArrayEquals(pattern(100_000), readAll(pair.near, 100_000));
    }

    @Test
    void whatHasComeInSurvivesAMoveToAnotherSelector() throws Exception {
        Pair pair = pair();
        byte[] sent = pattern(50_000);
        pair.near.register(selector, SelectionKey.OP_READ);
        pair.far.write(ByteBuffer.wrap(sent));
        assertTrue(selector.select(key -> {}, LIMIT_MILLIS) > 0);
        Selector old = selector;
        selector = Uring.network().openSelector();
        pair.near.register(selector, SelectionKey.OP_READ);
        old.close();
        assertArrayEquals(sent, readAll(pair.near, sent.length));
        pair.far.write(ByteBuffer.wrap(sent));
        assertArrayEquals(sent, readAll(pair.near, sent.length));
    }

    @Test
    void aSocketOutlivesItsSelector() throws Exception {
        Pair pair = pair();
        pair.near.register(selector, SelectionKey.OP_READ);
        pair.far.write(ByteBuffer.wrap(pattern(10)));
        assertTrue(selector.select(key -> {}, LIMIT_MILLIS) > 0);
        selector.close();
        assertEquals(10, pair.near.read(ByteBuffer.allocate(20)));
        assertEquals(0, pair.near.read(ByteBuffer.allocate(20)));
        assertEquals(3, pair.near.write(ByteBuffer.wrap(pattern(3))));
    }

    @Test
    void aCloseWhileReceivingIsSeenByThePeerAndGivesTheDescriptorBack() throws Exception {
        Pair pair = pair();
        int before = Descriptors.open();
        pair.near.register(selector, SelectionKey.OP_READ);
        selector.selectNow(key -> {});
        pair.near.close();
        assertEquals(-1, pair.far.read(ByteBuffer.allocate(1)));
        assertThrows(ClosedChannelException.class, () -> pair.near.read(ByteBuffer.allocate(1)));
        assertThrows(ClosedChannelException.class, () -> pair.near.write(ByteBuffer.allocate(1)));
        for (int i = 0; i < 100 && !selector.keys().isEmpty(); i++) {
            selector.select(key -> {}, 100);
        }
        assertTrue(selector.keys().isEmpty());
        assertEquals(before - 1, Descriptors.open());
    }

    /** The system ends a thread's requests together with the thread. */
    @Test
    void requestsOutliveTheThreadThatSubmittedThem() throws Exception {
        Pair pair = pair();
        pair.near.register(selector, SelectionKey.OP_READ);
        Thread first = new Thread(() -> {
            try {
                selector.selectNow(key -> {});
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        });
        first.start();
        first.join();
        pair.far.write(ByteBuffer.wrap(pattern(1000)));
        assertArrayEquals(pattern(1000), readAll(pair.near, 1000));
        aWakeUpEndsAWait();
    }

    @Test
    void aWakeUpEndsAWait() throws Exception {
        selector.wakeup();
        assertEquals(0, selector.select(key -> {}, LIMIT_MILLIS));
        for (int i = 0; i < 50; i++) {
            CountDownLatch begun = new CountDownLatch(1);
            Thread waiting = new Thread(() -> {
                begun.countDown();
                try {
                    selector.select(key -> {}, 60_000);
                } catch (IOException failure) {
                    throw new IllegalStateException(failure);
                }
            });
            waiting.start();
            begun.await();
            selector.wakeup();
            waiting.join(LIMIT_MILLIS);
            assertFalse(waiting.isAlive());
        }
    }

    @Test
    void aWriterIsToldOfRoom() throws Exception {
        Pair pair = pair();
        SelectionKey key = pair.near.register(selector, 0);
        ByteBuffer much = ByteBuffer.allocateDirect(MUCH);
        pair.near.write(much);
        assertTrue(much.hasRemaining());
        key.interestOps(SelectionKey.OP_WRITE);
        assertEquals(0, selector.selectNow(ready -> {}));
        ByteBuffer into = ByteBuffer.allocate(1 << 20);
        while (selector.select(ready -> {}, 1) == 0) {
            pair.far.read(into.clear());
        }
        assertEquals(SelectionKey.OP_WRITE, key.readyOps());
        assertTrue(pair.near.write(much) > 0);
    }

    @Test
    void connectionsAreAcceptedWhenThereIsInterest() throws Exception {
        ServerSocketChannel server = Uring.network().openServerSocketChannel();
        opened.add(server);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        assertThrows(IllegalBlockingModeException.class, server::accept);
        server.configureBlocking(false);
        SelectionKey key = server.register(selector, SelectionKey.OP_ACCEPT);
        int count = 300;
        for (int i = 0; i < count; i++) {
            opened.add(SocketChannel.open(server.getLocalAddress()));
        }
        for (int i = 0; i < count; ) {
            SocketChannel accepted = server.accept();
            if (accepted == null) {
                assertTrue(selector.select(ready -> {}, LIMIT_MILLIS) > 0, i + " of " + count);
                assertTrue(key.isAcceptable());
            } else {
                opened.add(accepted);
                assertTrue(accepted.isConnected());
                i++;
            }
        }
        // What waits when a listener is closed is closed with it.
        opened.add(SocketChannel.open(server.getLocalAddress()));
        selector.select(ready -> {}, LIMIT_MILLIS);
    }

    @Test
    void badInputIsRefused() throws Exception {
        try (SocketChannel channel = Uring.network().openSocketChannel()) {
            assertThrows(IllegalBlockingModeException.class, () -> channel.connect(new InetSocketAddress(1)));
            channel.configureBlocking(false);
            assertThrows(NotYetConnectedException.class, () -> channel.read(ByteBuffer.allocate(1)));
            assertThrows(NoConnectionPendingException.class, channel::finishConnect);
            assertThrows(UnsupportedOperationException.class, () -> channel.configureBlocking(true));
            assertThrows(
                    UnresolvedAddressException.class,
                    () -> channel.connect(InetSocketAddress.createUnresolved("nowhere", 1)));
        }
        UnsupportedOperationException pipe =
                assertThrows(UnsupportedOperationException.class, () -> Uring.network().openPipe());
        assertTrue(pipe.getMessage().contains("pipes"), pipe.getMessage());
    }

    /** What a drain does: it must find each peer that has connected, also those that the ring has accepted already. */
    @Test
    void aListenerThatAcceptsNoMoreAheadGivesOutWhatItHas() throws Exception {
        int most = ListeningSocket.MOST_WAITING;
        for (int peers : new int[] {0, 1, 20, most, 3 * most}) {
            ServerSocketChannel server = Uring.network().openServerSocketChannel();
            opened.add(server);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4 * most);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            selector.selectNow(ready -> {});
            for (int i = 0; i < peers; i++) {
                opened.add(SocketChannel.open(server.getLocalAddress()));
            }
            AcceptsAhead ahead = (AcceptsAhead) server;
            int accepted = acceptAll(server);
            assertFalse(ahead.stopAcceptingAhead());
            boolean last = false;
            for (int selects = 0; !last; selects++) {
                assertTrue(selects < 100, "it never stops");
                selector.select(ready -> {}, LIMIT_MILLIS);
                last = ahead.stopAcceptingAhead();
                accepted += acceptAll(server);
            }
            assertEquals(peers, accepted);
            opened.add(SocketChannel.open(server.getLocalAddress()));
            assertEquals(1, acceptAll(server));
            server.close();
            selector.selectNow(ready -> {});
        }
    }

    private int acceptAll(ServerSocketChannel server) throws IOException {
        int count = 0;
        for (SocketChannel peer = server.accept(); peer != null; peer = server.accept()) {
            opened.add(peer);
            count++;
        }
        return count;
    }
}
