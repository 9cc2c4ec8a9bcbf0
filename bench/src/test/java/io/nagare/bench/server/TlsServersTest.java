package io.nagare.bench.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.bench.load.TlsLoad;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyStore;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The servers with TLS, with a client on the JDK's sockets, and with the load. */
class TlsServersTest {

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static SSLSocket connect(TlsFixture fixture, int port) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", fixture.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    @ParameterizedTest
    @ValueSource(strings = {"nagare", "netty-nio", "netty-epoll", "netty-openssl", "reactor-netty"})
    void whatIsSentComesBack(String name) throws Exception {
        TlsFixture fixture = TlsFixture.make();
        int port = freePort();
        Servers.stack(name, 1).tlsEcho(port, fixture);
        byte[] sent = new byte[100_000];
        new Random(1).nextBytes(sent);
        try (SSLSocket client = connect(fixture, port)) {
            client.getOutputStream().write(sent);
            assertArrayEquals(sent, client.getInputStream().readNBytes(sent.length));
        }
        assertTrue(TlsLoad.run(List.of("echo", "" + port, "2", "64", "1")));
        assertTrue(TlsLoad.run(List.of("handshakes", "" + port, "2", "1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nagare", "netty-nio", "netty-epoll", "netty-openssl"})
    void bulkIsWhole(String name) throws Exception {
        TlsFixture fixture = TlsFixture.make();
        int port = freePort();
        Servers.stack(name, 1).tlsBulk(port, fixture);
        try (SSLSocket client = connect(fixture, port);
                InputStream in = client.getInputStream()) {
            assertEquals((long) TlsFixture.PIECES * TlsFixture.PIECE, in.transferTo(OutputStream.nullOutputStream()));
        }
        assertTrue(TlsLoad.run(List.of("bulk", "" + port, "1", "1")));
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThrows(
                UnsupportedOperationException.class,
                () -> Servers.stack("jdk-selector", 1).tlsEcho(freePort(), TlsFixture.make()));
        assertThrows(IllegalArgumentException.class, () -> TlsLoad.run(List.of("echo", "1", "1", "1")));
        assertThrows(IllegalArgumentException.class, () -> TlsLoad.run(List.of("talk")));
    }
}
