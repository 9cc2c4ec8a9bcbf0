package io.nagare.net.tls;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.wire.SocketWire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests of TLS on real sockets, with a runtime of two workers. */
abstract class SocketTlsFixture {

    static final Duration LIMIT = Duration.ofSeconds(30);

    Nagare nagare;

    @BeforeEach
    void start() {
        nagare = Nagare.multiThread().workers(2).start();
    }

    @AfterEach
    void close() {
        nagare.close(Duration.ofSeconds(10));
    }

    static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static ServerSocketChannel listen() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    static int port(ServerSocketChannel listener) throws IOException {
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    One<TlsWire> connect(int port, TlsClientOptions options) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return TlsHandshakes.client(wire(channel), options, "localhost", port, VirtualWires::itself);
    }

    One<TlsWire> accept(ServerSocketChannel listener, TlsServerOptions options) throws IOException {
        return TlsHandshakes.server(wire(listener.accept()), options, VirtualWires::itself);
    }

    private SocketWire wire(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        return new SocketWire(channel, null, nagare.driver());
    }

    /** Writes on one strand and reads on another, at the same time. Returns what was read up to the peer's end. */
    byte[] exchange(TlsWire wire, byte[] bytes) {
        Task<Void> writing = nagare.spawn(WireUse.write(wire, bytes, 50_000, true));
        Task<byte[]> reading = nagare.spawn(WireUse.readAll(wire));
        nagare.blockOn(writing, LIMIT);
        byte[] received = nagare.blockOn(reading, LIMIT);
        wire.close();
        return received;
    }
}
