package io.nagare.net.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionLimits;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.Connections;
import io.nagare.net.ListenOptions;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import io.nagare.net.fixture.TcpFixture;
import io.nagare.sync.CancellationToken;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A proxy of a thousand connections that nobody reads on the other side. It holds its buffers and no more. */
class HeldBackProxyTest extends TcpFixture {

    private static final int CONNECTIONS = 1_000;
    private static final int SENT_EACH = 1_000_000;

    /** On how many connections the other side reads in the end. */
    private static final int READ_IN_THE_END = 50;

    /** What a socket is asked to buffer. The system doubles it. */
    private static final int SOCKET_BUFFER = 32 * 1024;

    /** What may be in the proxy and behind it on a connection: two buffers of sockets, and one of the proxy. */
    private static final long BEHIND_EACH = 2 * 2 * SOCKET_BUFFER + 64 * 1024;

    /** What may be under way on a connection: two more buffers of sockets, and what waits in the client. */
    private static final long UNDER_WAY_EACH = BEHIND_EACH + 2 * 2 * SOCKET_BUFFER + 64 * 1024;

    /** What may be on the heap for each connection: the proxy's buffer, and what waits to be sent by the client. */
    private static final long HEAP_EACH = 64 * 1024 + 40_000;

    private static final ConnectionOptions SMALL =
            ConnectionOptions.defaults().sendBuffer(SOCKET_BUFFER).receiveBuffer(SOCKET_BUFFER);

    private final CancellationToken reading = CancellationToken.create();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicInteger accepted = new AtomicInteger();

    private static ServeOptions options() {
        return ServeOptions.defaults()
                .listen(ListenOptions.defaults().connection(SMALL))
                .limits(ConnectionLimits.none());
    }

    private Many<?> join(Connection client, int backend) {
        return Tcp.connecting(
                "127.0.0.1", backend, server -> Connections.join(client, server, ConnectionLimits.none()), SMALL);
    }

    /** Reads nothing, or later on. */
    private Many<?> receive(Connection peer) {
        One<Void> begin = accepted.incrementAndGet() <= READ_IN_THE_END ? reading.cancelled() : One.never();
        return begin.thenMany(peer.read().doOnNext(bytes -> received.addAndGet(bytes.length())));
    }

    private Task<Void> send(int proxy) {
        Bytes piece = Bytes.copyOf(new byte[10_000]);
        return nagare.spawn(Tcp.connecting(
                        "127.0.0.1",
                        proxy,
                        peer -> peer.writeAndEnd(Many.range(0, SENT_EACH / piece.length()).map(i -> {
                                    sent.addAndGet(piece.length());
                                    return piece;
                                }))
                                .thenMany(peer.read()),
                        SMALL)
                .then()
                .onErrorComplete());
    }

    /** Waits until nothing moves any more. */
    private long settled() {
        long[] last = {-1};
        int[] same = {0};
        eventually("all are held back", () -> {
            long now = sent.get();
            same[0] = now == last[0] ? same[0] + 1 : 0;
            last[0] = now;
            return same[0] > 1_000;
        });
        return last[0];
    }

    @Test
    void itHoldsNoMoreThanItsBuffers() {
        int connections = Load.connections(CONNECTIONS, 4, CONNECTIONS);
        Task<?>[] clients = new Task<?>[connections];
        try (Server backend = nagare.blockOn(
                        Tcp.serveInBackground("127.0.0.1", 0, this::receive, options()));
                Server proxy = nagare.blockOn(
                        Tcp.serveInBackground("127.0.0.1", 0, peer -> join(peer, backend.port()), options()))) {
            long before = Load.heap();
            for (int i = 0; i < connections; i++) {
                clients[i] = send(proxy.port());
            }
            eventually("all are there", () -> backend.connections() == connections);
            long underWay = settled();
            long heap = Load.heap() - before;
            long passed = proxy.counts().bytesRead();
            assertTrue(passed <= BEHIND_EACH * connections, passed + " bytes have come to the proxy");
            assertTrue(underWay <= UNDER_WAY_EACH * connections, underWay + " bytes are under way");
            assertTrue(heap <= HEAP_EACH * connections, heap + " bytes are on the heap");
            reading.cancel();
            eventually("all of some connections has come", () -> proxy.connections() <= connections - READ_IN_THE_END);
            assertEquals((long) SENT_EACH * READ_IN_THE_END, received.get());
        }
        for (Task<?> client : clients) {
            client.block(LIMIT);
        }
        assertTrue(unseen.isEmpty(), unseen.toString());
    }
}
