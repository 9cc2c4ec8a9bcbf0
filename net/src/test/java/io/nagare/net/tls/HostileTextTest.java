package io.nagare.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.net.ConnectOptions;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import io.nagare.net.fixture.TcpFixture;
import io.nagare.net.tls.TlsFailedException.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Peers that would write into the log: what they send is printed on one line, and is cut. */
class HostileTextTest extends TcpFixture {

    private static final String FORGED = "a\n[main] login of admin ok\u001b[31m\u2028";

    @BeforeAll
    static void openWhatStaysOpen() {
        EncryptedConnectionTest.openWhatStaysOpen();
    }

    /** The first message of a client of TLS 1.2, which asks for a name. */
    private static byte[] hello(byte[] name) {
        ByteBuffer extensions = ByteBuffer.allocate(name.length + 100);
        extensions.putShort((short) 0).putShort((short) (name.length + 5)).putShort((short) (name.length + 3));
        extensions.put((byte) 0).putShort((short) name.length).put(name);
        extensions.putShort((short) 10).putShort((short) 4).putShort((short) 2).putShort((short) 23);
        extensions.putShort((short) 13).putShort((short) 4).putShort((short) 2).putShort((short) 0x0804).flip();
        int body = 2 + 32 + 1 + 4 + 2 + 2 + extensions.remaining();
        ByteBuffer hello = ByteBuffer.allocate(body + 9);
        hello.put((byte) 22).putShort((short) 0x0301).putShort((short) (body + 4));
        hello.put((byte) 1).put((byte) (body >> 16)).putShort((short) body).putShort((short) 0x0303);
        hello.put(new byte[32]).put((byte) 0).putShort((short) 2).putShort((short) 0xC02F).put((byte) 1).put((byte) 0);
        return hello.putShort((short) extensions.remaining()).put(extensions).array();
    }

    /** Checks a failure with all that a log prints of it. */
    private static void assertHarmless(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            assertTrue(message.codePoints().noneMatch(c -> c < ' ' || c == 127 || c == 0x2028), message);
            assertTrue(message.length() < 1500, () -> "it has " + message.length() + " characters");
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertFalse(trace.toString().contains("\n[main]"), trace.toString());
    }

    @Test
    void theNameThatAClientAsksFor() throws Exception {
        ServeOptions options = ServeOptions.defaults().tls(VirtualWires.serverOptions());
        try (Server server = nagare.blockOn(
                Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.writeAndEnd(peer.read()), options), LIMIT)) {
            for (String name : new String[] {FORGED, "x".repeat(15_000), "", ".", "localhost."}) {
                try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                    client.getOutputStream().write(hello(name.getBytes(StandardCharsets.UTF_8)));
                    readToTheEnd(client);
                }
                eventually("it is reported", () -> !unseen.isEmpty());
                Throwable failure = unseen.remove();
                assertHarmless(failure);
                assertInstanceOf(TlsFailedException.class, failure.getCause(), failure::toString);
                if (name.equals("localhost.")) {
                    String expected = "that is malformed: localhost. (RFC 6066 allows no dot at the end)";
                    assertTrue(failure.getMessage().endsWith(expected), failure.getMessage());
                }
            }
        }
    }

    private static void readToTheEnd(Socket client) throws IOException {
        try {
            client.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            // The server has refused it.
        }
    }

    @Test
    void theNamesInACertificate() {
        CertificateMaker maker =
                CertificateMaker.of("CN=local").issuer(VirtualWires.ROOT).dns(FORGED).dns("y".repeat(10_000));
        ServeOptions serving = ServeOptions.defaults().tls(TlsServerOptions.of(maker.make().identity()));
        ConnectionOptions connecting =
                ConnectionOptions.defaults().connecting(ConnectOptions.defaults().tls(VirtualWires.clientOptions()));
        try (Server server = nagare.blockOn(
                Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.writeAndEnd(Bytes.utf8("x")), serving), LIMIT)) {
            Throwable failure = failure(Tcp.connect("localhost", server.port(), connecting));
            assertHarmless(failure);
            TlsFailedException why = assertInstanceOf(TlsFailedException.class, failure.getCause());
            assertEquals(Reason.WRONG_NAME, why.reason(), why::getMessage);
            assertTrue(why.getMessage().contains("a.[main] login of admin ok.[31m"), why.getMessage());
            eventually("the server has told it", () -> !unseen.isEmpty());
            unseen.forEach(HostileTextTest::assertHarmless);
        }
    }
}
