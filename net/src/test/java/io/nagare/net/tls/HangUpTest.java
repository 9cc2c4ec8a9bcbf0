package io.nagare.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import io.nagare.net.fixture.TcpFixture;
import io.nagare.net.tls.TlsFailedException.Reason;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that ask and close their sockets before the answer: nobody is told, as it is without encryption. */
class HangUpTest extends TcpFixture {

    @BeforeAll
    static void openWhatStaysOpen() {
        EncryptedConnectionTest.openWhatStaysOpen();
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, in TLS 1.2 that ends both directions", "TLSv1.3, with the alert user_canceled"})
    void aPeerThatHangsUpIsToldToNobody(String version, String reason) throws Exception {
        AtomicReference<Throwable> failed = new AtomicReference<>();
        Bytes piece = Bytes.wrap(new byte[64 * 1024]);
        ServeOptions options = ServeOptions.defaults().tls(VirtualWires.serverOptions());
        // The answer begins when the client has ended its direction.
        try (Server server = nagare.blockOn(
                Tcp.serveInBackground(
                        "127.0.0.1",
                        0,
                        peer -> peer.read()
                                .then()
                                .then(One.defer(() -> peer.write(Many.range(0, 10_000).map(i -> piece))))
                                .doOnError(failed::set),
                        options),
                LIMIT)) {
            ask(server, version);
            eventually("the connection has ended", () -> server.counts().cutOff() == 1);
        }
        assertTrue(unseen.isEmpty(), unseen.toString());
        TlsFailedException why = assertInstanceOf(TlsFailedException.class, failed.get().getCause());
        assertEquals(Reason.CLOSED, why.reason());
        assertTrue(why.getMessage().contains(reason), why.getMessage());
    }

    private static void ask(Server server, String version) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                SSLSocket client = (SSLSocket) SslSocketTest.context()
                        .getSocketFactory()
                        .createSocket(socket, "localhost", server.port(), true)) {
            client.setEnabledProtocols(new String[] {version});
            client.startHandshake();
            client.getOutputStream().write("question\n".getBytes());
        }
    }
}
