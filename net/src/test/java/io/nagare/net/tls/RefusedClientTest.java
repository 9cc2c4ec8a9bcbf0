package io.nagare.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.net.ConnectOptions;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import io.nagare.net.fixture.TcpFixture;
import io.nagare.net.tls.TlsFailedException.Reason;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients for which TLS 1.3 is over before the server refuses them. */
class RefusedClientTest extends TcpFixture {

    @BeforeAll
    static void openWhatStaysOpen() {
        EncryptedConnectionTest.openWhatStaysOpen();
    }

    private Server serve(TlsServerOptions options) {
        ServeOptions served = ServeOptions.defaults().tls(options);
        return nagare.blockOn(
                Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.writeAndEnd(peer.read()), served), LIMIT);
    }

    private Connection connect(Server server) {
        ConnectOptions options = ConnectOptions.defaults().tls(VirtualWires.clientOptions());
        return nagare.blockOn(
                Tcp.connect("localhost", server.port(), ConnectionOptions.defaults().connecting(options)), LIMIT);
    }

    @Test
    void aWriteThatFailsTellsTheAlertThatHasComeBefore() {
        try (Server server = serve(VirtualWires.serverOptions().requireClientCertificate(VirtualWires.ROOT.trust()))) {
            Connection refused = connect(server);
            eventually("the server has refused", () -> !unseen.isEmpty());
            Bytes piece = Bytes.wrap(new byte[64 * 1024]);
            Throwable failure = failure(refused.write(Many.range(0, 10_000).map(i -> piece)));
            TlsFailedException why = assertInstanceOf(TlsFailedException.class, failure.getCause(), failure::toString);
            assertEquals(Reason.REFUSED_BY_PEER, why.reason(), why::getMessage);
            assertEquals(why, failure(refused.closed()).getCause());
        }
    }

    @Test
    void aClientWithoutApplicationProtocolIsToldTheEnd() {
        try (Server server = serve(VirtualWires.serverOptions().applicationProtocols("h2"))) {
            Connection refused = connect(server);
            assertEquals(0, nagare.blockOn(refused.read().count(), LIMIT));
            eventually("it is reported", () -> !unseen.isEmpty());
            refused.close();
        }
    }

    @Test
    void whatHasFailedIsNamed() throws Exception {
        LinkedBlockingQueue<String> failed = new LinkedBlockingQueue<>();
        ServeOptions options = ServeOptions.defaults().tls(VirtualWires.serverOptions());
        try (Nagare telling = multiThread()
                        .workers(1)
                        .onUnseenFailure((failure, where) -> failed.add(where))
                        .start();
                Server server = telling.blockOn(Tcp.serveInBackground(
                        "127.0.0.1", 0, peer -> One.error(new IllegalStateException("planned")), options))) {
            try (Socket plain = new Socket("127.0.0.1", server.port())) {
                plain.getOutputStream().write("no TLS\n".getBytes());
                String where = failed.poll(20, TimeUnit.SECONDS);
                assertTrue(String.valueOf(where).startsWith("the handshake of connection "), where);
            }
            Connection served = connect(server);
            String where = failed.poll(20, TimeUnit.SECONDS);
            assertTrue(String.valueOf(where).startsWith("the handler of connection "), where);
            served.reset();
        }
    }

    @Test
    void aHostThatTlsDoesNotKnowIsRefusedAtTheCall() {
        try (Connection plain = Connection.pair().first()) {
            for (String host : List.of("", "a_b", "a..b", "1:2")) {
                assertThrows(
                        IllegalArgumentException.class, () -> plain.startTls(host, VirtualWires.clientOptions()), host);
            }
        }
    }

    @Test
    void aConnectionWhoseDirectionHasEndedIsNotEncryptedAndStaysOpen() {
        Connection.Pair pair = Connection.pair();
        nagare.blockOn(pair.first().end(), LIMIT);
        Throwable failure = failure(pair.first().startTls(VirtualWires.serverOptions()));
        assertTrue(failure.getMessage().contains("one direction has ended"), failure.getMessage());
        assertFalse(pair.first().isClosed());
        nagare.blockOn(pair.second().writeAndEnd(Bytes.utf8("still read")), LIMIT);
        assertEquals("still read", nagare.blockOn(pair.first().read().next(), LIMIT).utf8());
        pair.first().close();
        pair.second().close();
    }
}
