package io.nagare.net.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Task;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.ServerSocketChannel;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our client and server against the JDK's own blocking sockets, on the loopback interface. */
class SslSocketTest extends SocketTlsFixture {

    static SSLContext context() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("root", VirtualWires.ROOT.certificate());
        store.setKeyEntry(
                "own",
                VirtualWires.LOCAL.keys().getPrivate(),
                new char[0],
                VirtualWires.LOCAL.chain().toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** Sends on another thread, ends, and reads to the end. */
    private static byte[] exchange(SSLSocket socket, byte[] bytes) throws Exception {
        Thread sender = new Thread(() -> {
            try {
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        });
        sender.start();
        byte[] received = socket.getInputStream().readAllBytes();
        sender.join(LIMIT.toMillis());
        return received;
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void ourServerServesAnSslSocket(TlsVersion version) throws Exception {
        byte[] there = random(3_000_000, 1);
        byte[] back = random(2_000_000, 2);
        try (ServerSocketChannel listener = listen();
                SSLSocket socket = (SSLSocket) context()
                        .getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), port(listener))) {
            socket.setEnabledProtocols(new String[] {version.standardName()});
            Task<TlsWire> shaking = nagare.spawn(accept(listener, VirtualWires.serverOptions()));
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.startHandshake();
            TlsWire wire = nagare.blockOn(shaking, LIMIT);
            assertEquals(version.standardName(), wire.session().protocol());
            if (version == TlsVersion.TLS_1_3) {
                byte[][] received = new byte[1][];
                Thread ours = new Thread(() -> received[0] = exchange(wire, back));
                ours.start();
                assertArrayEquals(back, exchange(socket, there));
                ours.join(LIMIT.toMillis());
                assertArrayEquals(there, received[0]);
            } else {
                // In TLS 1.2 the end of one direction ends the other, so they go one after the other.
                Task<byte[]> reading = nagare.spawn(WireUse.read(wire, there.length, 65536));
                socket.getOutputStream().write(there);
                assertArrayEquals(there, nagare.blockOn(reading, LIMIT));
                Task<Void> writing = nagare.spawn(WireUse.write(wire, back, 50_000, true));
                assertArrayEquals(back, socket.getInputStream().readAllBytes());
                nagare.blockOn(writing, LIMIT);
                wire.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void ourClientUsesAnSslServerSocket(TlsVersion version) throws Exception {
        byte[] there = random(3_000_000, 1);
        byte[] back = random(2_000_000, 2);
        try (SSLServerSocket listener = (SSLServerSocket) context()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Task<TlsWire> shaking = nagare.spawn(
                    connect(listener.getLocalPort(), VirtualWires.clientOptions().versions(version)));
            try (SSLSocket socket = (SSLSocket) listener.accept()) {
                socket.setSoTimeout((int) LIMIT.toMillis());
                socket.startHandshake();
                TlsWire wire = nagare.blockOn(shaking, LIMIT);
                assertEquals(version.standardName(), wire.session().protocol());
                Task<Void> writing = nagare.spawn(WireUse.write(wire, there, 50_000, false));
                assertArrayEquals(there, socket.getInputStream().readNBytes(there.length));
                nagare.blockOn(writing, LIMIT);
                Task<byte[]> reading = nagare.spawn(WireUse.readAll(wire));
                socket.getOutputStream().write(back);
                socket.shutdownOutput();
                assertArrayEquals(back, nagare.blockOn(reading, LIMIT));
                assertTrue(nagare.blockOn(WireUse.write(wire, new byte[0], 1, true), LIMIT) == null);
                assertEquals(-1, socket.getInputStream().read());
                wire.close();
            }
        }
    }

    @Test
    void manyHandshakesAtOnceEachReadAndWriteOnTwoThreads() throws Exception {
        TlsServerOptions server = VirtualWires.serverOptions();
        TlsClientOptions client = VirtualWires.clientOptions();
        try (ServerSocketChannel listener = listen()) {
            Thread[] threads = new Thread[16];
            Throwable[] failures = new Throwable[16];
            for (int i = 0; i < threads.length; i++) {
                int number = i;
                Task<TlsWire> atClient = nagare.spawn(connect(port(listener), client));
                Task<TlsWire> atServer = nagare.spawn(accept(listener, server));
                threads[i] = new Thread(() -> {
                    try {
                        TlsWire there = nagare.blockOn(atClient, LIMIT);
                        TlsWire back = nagare.blockOn(atServer, LIMIT);
                        byte[] bytes = random(300_000, number);
                        Task<byte[]> reading = nagare.spawn(WireUse.readAll(back));
                        Task<Void> echo = nagare.spawn(WireUse.write(back, bytes, 10_000, true));
                        assertArrayEquals(bytes, exchange(there, bytes));
                        assertArrayEquals(bytes, nagare.blockOn(reading, LIMIT));
                        nagare.blockOn(echo, LIMIT);
                        back.close();
                    } catch (Throwable failure) {
                        failures[number] = failure;
                    }
                });
                threads[i].start();
            }
            for (int i = 0; i < threads.length; i++) {
                threads[i].join(LIMIT.toMillis());
                if (failures[i] != null) {
                    throw new AssertionError("connection " + i, failures[i]);
                }
            }
        }
    }
}
