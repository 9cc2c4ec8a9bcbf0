package io.nagare.uring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.net.fixture.Descriptors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A ring with more sockets than it has buffers, entries or completions. */
class CrowdedRingTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** More than the buffers of a ring and the entries of its queue together. */
    private static final int STARVED = 600;

    /** How many completions the ring has room for. */
    private static final int COMPLETIONS = 4096;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private int descriptors;
    private Selector selector;
    private ServerSocketChannel server;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(Uring.isAvailable(), Uring.unavailabilityReason());
        ServerSocketChannel.open().close();
        descriptors = Descriptors.open();
        selector = Uring.network().openSelector();
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        for (AutoCloseable channel : opened) {
            channel.close();
        }
        if (selector != null) {
            server.close();
            selector.close();
            Descriptors.assertBackTo(descriptors);
        }
    }

    /** Opens a connection, watches its near end for reading, and returns the peer of the system at its far end. */
    private SocketChannel watched(int number) throws IOException {
        SocketChannel near = Uring.network().openSocketChannel();
        opened.add(near);
        near.configureBlocking(false);
        near.connect(server.getLocalAddress());
        SocketChannel far = server.accept();
        opened.add(far);
        assertTrue(near.finishConnect());
        near.register(selector, SelectionKey.OP_READ, number);
        return far;
    }

    private static void write(List<SocketChannel> peers, int bytes) throws IOException {
        for (SocketChannel peer : peers) {
            assertEquals(bytes, peer.write(ByteBuffer.allocate(bytes)));
        }
    }

    /** Selects until each of so many sockets was reported, and reads as many bytes of each as were reported. */
    private int readAll(int sockets) throws IOException {
        Set<Object> reported = new HashSet<>();
        int[] bytes = {0};
        while (reported.size() < sockets) {
            selector.select(
                    key -> {
                        reported.add(key.attachment());
                        bytes[0] += read((SocketChannel) key.channel());
                    },
                    LIMIT.toMillis());
        }
        return bytes[0];
    }

    private static int read(SocketChannel from) {
        ByteBuffer into = ByteBuffer.allocate(64 * 1024);
        try {
            return from.read(into);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A socket that got no buffer asked for one again and again in the same select, which never ended. */
    @Test
    void oneSelectEndsAlthoughManySocketsGetNoBuffer() throws Exception {
        List<SocketChannel> peers = new ArrayList<>();
        for (int i = 0; i < STARVED; i++) {
            peers.add(watched(i));
        }
        selector.selectNow(key -> {});
        for (int round = 0; round < 3; round++) {
            write(peers, 100);
            int read = assertTimeoutPreemptively(LIMIT, () -> readAll(STARVED));
            assertEquals(100 * STARVED, read);
        }
    }

    /** More completes than the ring has room for while nobody selects. The system keeps the rest. */
    @Test
    void completionsThatOverflowAreNotLost() throws Exception {
        List<SocketChannel> peers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            peers.add(watched(i));
        }
        RingSelector ring = (RingSelector) selector;
        ring.selectNow(key -> {});
        for (int i = 0; i < 2 * COMPLETIONS; i++) {
            // This thread has submitted the request that a signal completes. It does so when the call returns.
            ring.requests().signal();
        }
        write(peers, 100);
        assertTrue(waitingCompletions() >= COMPLETIONS, waitingCompletions() + " completions wait");
        assertEquals(100 * peers.size(), readAll(peers.size()));
        write(peers, 100);
        assertEquals(100 * peers.size(), readAll(peers.size()));
        endABlockingSelect();
    }

    /** How many completions the fullest ring of this process has, as the system says. */
    private static int waitingCompletions() throws IOException {
        int most = 0;
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : all.toList()) {
                Path information = Path.of("/proc/self/fdinfo").resolve(descriptor.getFileName());
                if (Files.exists(information)) {
                    most = Files.readAllLines(information).stream()
                            .filter(line -> line.startsWith("CQEs:"))
                            .mapToInt(line -> Integer.parseInt(line.substring(5).strip()))
                            .reduce(most, Math::max);
                }
            }
        }
        return most;
    }

    /** The signal that ends a select still does. */
    private void endABlockingSelect() throws Exception {
        Thread waking = new Thread(() -> {
            while (!Thread.interrupted()) {
                selector.wakeup();
            }
        });
        waking.start();
        try {
            assertTimeoutPreemptively(LIMIT, () -> selector.select(key -> {}));
        } finally {
            waking.interrupt();
            waking.join();
        }
    }
}
