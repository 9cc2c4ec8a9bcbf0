package io.nagare.net.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionFailedException;
import io.nagare.net.Listener;
import io.nagare.net.Tcp;
import io.nagare.net.fixture.TcpFixture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of one connection, written to another one or back, with no stage between. */
class LentBytesTest extends TcpFixture {

    private Listener listener;

    @BeforeEach
    void open() {
        listener = listenWithSmallBuffers();
    }

    @AfterEach
    void end() {
        listener.close();
    }

    private static Socket dialWithSmallBuffers(Listener listener) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSendBufferSize(4096);
        socket.setSoTimeout((int) LIMIT.toMillis());
        socket.connect(listener.localAddress());
        return socket;
    }

    private static Thread sending(Socket socket, byte[] bytes) {
        Thread thread = new Thread(() -> {
            try {
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void aPeerThatReadsSlowlyGetsEverythingInOrder() throws Exception {
        try (Socket client = dialWithSmallBuffers(listener)) {
            Connection peer = accept(listener);
            Task<Void> echo = nagare.spawn(peer.writeAndEnd(peer.read()));
            byte[] sent = random(1_000_000, 1);
            Thread sender = sending(client, sent);
            byte[] received = new byte[sent.length];
            int at = 0;
            for (int size = 1; at < received.length; size = size * 7 % 9973 + 31) {
                int count = client.getInputStream().read(received, at, Math.min(size, received.length - at));
                assertTrue(count > 0);
                at += count;
            }
            assertEquals(-1, client.getInputStream().read());
            sender.join();
            echo.block(LIMIT);
            assertArrayEquals(sent, received);
            eventually("closed", peer::isClosed);
        }
    }

    @Test
    void ofAPeerThatNeverReadsABoundedPartIsTaken() throws Exception {
        try (SocketChannel client = SocketChannel.open()) {
            client.connect(new InetSocketAddress("127.0.0.1", listener.port()));
            Connection peer = accept(listener);
            nagare.spawn(peer.writeAndEnd(peer.read()));
            client.configureBlocking(false);
            long sent = 0;
            ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
            for (long still = System.nanoTime(); System.nanoTime() - still < 300_000_000; ) {
                int count = client.write(bytes.clear());
                if (count > 0) {
                    sent += count;
                    still = System.nanoTime();
                }
            }
            // The system's buffers for both ends and both directions, and one read.
            assertTrue(sent <= 8 << 20, "bytes taken: " + sent);
        }
    }

    @Test
    void bothDirectionsOfAProxyEndByThemselves() throws Exception {
        Listener backend = listenWithSmallBuffers();
        Task<Void> serving = echo(backend);
        int port = backend.port();
        Task<Void> proxy = nagare.spawn(listener.accept()
                .spawnEach(10, front -> Tcp.connect("127.0.0.1", port)
                        .flatMap(back -> One.allOf(back.writeAndEnd(front.read()), front.writeAndEnd(back.read())))));
        byte[] sent = random(700_000, 2);
        try (Socket client = dialWithSmallBuffers(listener)) {
            Thread sender = sending(client, sent);
            assertArrayEquals(sent, client.getInputStream().readAllBytes());
            sender.join();
        }
        listener.close();
        proxy.block(LIMIT);
        backend.close();
        serving.block(LIMIT);
    }

    @Test
    void aWriterThatFailsLeavesTheReadToOthers() throws Exception {
        try (Socket client = dialWithSmallBuffers(listener)) {
            Connection from = accept(listener);
            Socket other = dialWithSmallBuffers(listener);
            Connection to = accept(listener);
            other.setSoLinger(true, 0);
            other.close();
            Task<Void> relay = nagare.spawn(to.writeAndEnd(from.read()));
            OutputStream out = client.getOutputStream();
            out.write(1);
            Throwable failure = failure(relay);
            assertInstanceOf(ConnectionFailedException.class, failure);
            assertTrue(failure.getMessage().startsWith("writeAndEnd on " + to), failure.getMessage());
            assertTrue(to.isClosed());
            out.write(2);
            assertEquals(Bytes.copyOf((byte) 2), nagare.blockOn(from.read().next(), LIMIT));
            from.close();
        }
    }

    /** Counts the allocations of the runtime's worker threads. */
    @ParameterizedTest
    @ValueSource(ints = {64, 16 * 1024})
    void anEchoAllocatesNothingForAMessage(int size) throws Exception {
        Listener roomy = listen();
        try (Socket client = dial(roomy)) {
            Connection peer = accept(roomy);
            Task<Void> echo = nagare.spawn(peer.writeAndEnd(peer.read()));
            exchange(client, size, 2_000);
            long before = allocatedByWorkers();
            exchange(client, size, 2_000);
            long each = (allocatedByWorkers() - before) / 2_000;
            // The selector makes an Integer of a descriptor's number if the number is large.
            assertTrue(each <= 48, "bytes allocated for a message: " + each);
            client.shutdownOutput();
            echo.block(LIMIT);
        }
        roomy.close();
    }

    @Test
    void withAStageBetweenBytesAreMade() throws Exception {
        UnaryOperator<Bytes> reversed = bytes -> {
            byte[] array = bytes.toArray();
            for (int i = 0; i < array.length / 2; i++) {
                byte swapped = array[i];
                array[i] = array[array.length - 1 - i];
                array[array.length - 1 - i] = swapped;
            }
            return Bytes.wrap(array);
        };
        try (Socket client = dial(listener)) {
            Connection peer = accept(listener);
            Task<Void> answering = nagare.spawn(peer.writeAndEnd(peer.read().map(reversed)));
            client.getOutputStream().write(new byte[] {1, 2, 3});
            client.shutdownOutput();
            assertArrayEquals(new byte[] {3, 2, 1}, client.getInputStream().readAllBytes());
            answering.block(LIMIT);
        }
    }

    private static void exchange(Socket client, int size, int times) throws IOException {
        byte[] message = random(size, 3);
        byte[] answer = new byte[size];
        InputStream in = client.getInputStream();
        for (int i = 0; i < times; i++) {
            client.getOutputStream().write(message);
            assertEquals(size, in.readNBytes(answer, 0, size));
        }
        assertArrayEquals(message, answer);
    }

    private long allocatedByWorkers() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(this::isWorker)
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getId()))
                .sum();
    }
}
