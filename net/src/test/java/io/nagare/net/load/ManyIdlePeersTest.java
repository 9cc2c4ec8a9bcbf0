package io.nagare.net.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.net.ConnectionLimits;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.ServerCounts;
import io.nagare.net.Tcp;
import io.nagare.net.fixture.TcpFixture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Thousands of peers that send one byte each and then nothing. They cost little, the limit cuts them off, and others
 * are served meanwhile.
 */
class ManyIdlePeersTest extends TcpFixture {

    private static final int WANTED = 10_000;
    private static final int LEAST = 2_500;

    /** How long a peer may say nothing. */
    private static final Duration IDLE = Duration.ofSeconds(4);

    /** What a connection may take of the heap: its two ends, its handler, and its limits. */
    private static final long BYTES_EACH = 6_000;

    /** What else may be left on the heap, such as caches and profiles of the virtual machine. */
    private static final long SLACK = 4 << 20;

    private static SocketChannel sendOneByte(int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.write(ByteBuffer.wrap(new byte[] {'x'}));
        return channel;
    }

    /** Asks as a new peer and returns how long the answer took, in milliseconds. */
    private static long ask(int port) throws IOException {
        long begun = System.nanoTime();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("hello", new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII));
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    private Server serve(int most) {
        return nagare.blockOn(
                Tcp.serveInBackground(
                        "127.0.0.1",
                        0,
                        peer -> peer.writeAndEnd(peer.read().lines().map(Bytes::utf8)),
                        ServeOptions.defaults()
                                .maxConnections(most)
                                .limits(ConnectionLimits.defaults().readIdle(IDLE))),
                LIMIT);
    }

    @Test
    void theyCostLittleAndAreCutOffWhileOthersAreServed() throws Exception {
        int peers = Load.connections(WANTED, 2, LEAST);
        List<SocketChannel> idle = new ArrayList<>(peers);
        try (Server server = serve(peers + 100)) {
            ask(server.port());
            eventually("the first has gone", () -> server.connections() == 0);
            long before = Load.heap();
            for (int i = 0; i < peers; i++) {
                idle.add(sendOneByte(server.port()));
            }
            eventually("all have come", () -> server.counts().bytesRead() >= peers);
            long each = (Load.heap() - before) / peers;
            assertTrue(each <= BYTES_EACH, each + " bytes of the heap for each connection");
            long worst = 0;
            while (server.connections() > 0) {
                worst = Math.max(worst, ask(server.port()));
                // Each leaves a port behind, of which the system has about 28,000.
                LockSupport.parkNanos(5_000_000);
            }
            assertTrue(worst < IDLE.toMillis(), "a new peer had to wait for " + worst + " ms");
            ServerCounts counts = server.counts();
            assertEquals(peers, counts.overLimit(), counts.toString());
            for (SocketChannel channel : idle) {
                channel.close();
            }
            idle.clear();
            Load.assertHeapBackTo(before + SLACK, "the heap when all have gone");
        } finally {
            for (SocketChannel channel : idle) {
                channel.close();
            }
        }
        assertTrue(unseen.isEmpty(), unseen.toString());
    }
}
