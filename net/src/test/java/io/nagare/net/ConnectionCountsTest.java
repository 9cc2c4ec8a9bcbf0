package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.fixture.TcpFixture;
import io.nagare.sync.CancellationToken;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

/** What a runtime knows of all its connections. */
class ConnectionCountsTest extends TcpFixture {

    private ConnectionCounts counts() {
        return nagare.blockOn(Connections.counts(), LIMIT);
    }

    @Test
    void aRuntimeThatHasConnectedNothingCountsNothing() {
        assertEquals(new ConnectionCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0), counts());
        assertEquals(counts(), Connections.counts(nagare));
    }

    @Test
    void bothEndsOfAConnectionCountAndKeepTheirBytes() {
        try (Server server =
                nagare.blockOn(Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.writeAndEnd(peer.read())))) {
            nagare.blockOn(
                    Tcp.connecting("127.0.0.1", server.port(), peer -> peer.writeAndEnd(Bytes.utf8("hello"))
                                    .thenMany(peer.read()))
                            .then(),
                    LIMIT);
            eventually("both are closed", () -> counts().open() == 0);
        }
        assertEquals(new ConnectionCounts(1, 1, 0, 0, 0, 0, 10, 10, 0, 0), counts());
    }

    @Test
    void connectionsThatWaitAreTold() {
        CancellationToken end = CancellationToken.create();
        try (Server server =
                nagare.blockOn(Tcp.serveInBackground("127.0.0.1", 0, peer -> end.runUntilCancelled(One.never())))) {
            Connection peer = nagare.blockOn(Tcp.connect("127.0.0.1", server.port()), LIMIT);
            Bytes piece = Bytes.wrap(new byte[64 * 1024]);
            Task<Void> writing = nagare.spawn(peer.write(Many.range(0, 1_000).map(i -> piece)));
            eventually("nobody reads", () -> counts().writersWaiting() == 1);
            ConnectionCounts counts = counts();
            assertEquals(2, counts.open());
            assertTrue(counts.bytesWritten() > 0);
            writing.abort();
            eventually("it is reset", () -> counts().cutOff() > 0);
            end.cancel();
            eventually("both are closed", () -> counts().open() == 0);
        }
    }

    private static boolean isRefused(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return !socket.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }

    @Test
    void whatWasTurnedAwayOrNotReachedIsCounted() throws IOException {
        ServeOptions one = ServeOptions.defaults().maxConnections(1).whenFull(ServeOptions.WhenFull.TURN_AWAY);
        int port;
        try (Server server = nagare.blockOn(Tcp.serveInBackground("127.0.0.1", 0, peer -> One.never(), one))) {
            port = server.port();
            Connection first = nagare.blockOn(Tcp.connect("127.0.0.1", port), LIMIT);
            eventually("it is served", () -> server.connections() == 1);
            try (Socket second = new Socket("127.0.0.1", port)) {
                eventually("it is turned away", () -> counts().turnedAway() == 1);
            } catch (SocketException reset) {
                // It was turned away before it could know that it was connected.
                assertEquals(1, counts().turnedAway());
            }
            first.reset();
        }
        // The server closes at once, and the system a moment later.
        eventually("the system refuses", () -> isRefused(port));
        failure(Tcp.connect("127.0.0.1", port));
        ConnectionCounts counts = counts();
        assertEquals(2, counts.accepted());
        assertEquals(1, counts.connected());
        assertEquals(1, counts.failedAttempts());
    }
}
