package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.failure.BlockingCallException;
import io.nagare.net.udp.Udp;
import io.nagare.net.udp.UdpException;
import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** No descriptor is left for a socket: what was to be opened is named. */
class NoDescriptorsTest {

    private static final String REASON = "Too many open files";

    /** A network with descriptors for a number of selectors, and for all sockets or none. */
    private static final class Limited extends SelectorProvider {

        private final AtomicInteger selectors;
        private final boolean hasSockets;

        Limited(int selectors, boolean hasSockets) {
            this.selectors = new AtomicInteger(selectors);
            this.hasSockets = hasSockets;
        }

        @Override
        public AbstractSelector openSelector() throws IOException {
            return with(selectors.getAndDecrement() > 0).openSelector();
        }

        private static SelectorProvider with(boolean descriptor) throws SocketException {
            if (!descriptor) {
                throw new SocketException(REASON);
            }
            return provider();
        }

        @Override
        public DatagramChannel openDatagramChannel() throws IOException {
            return with(hasSockets).openDatagramChannel();
        }

        @Override
        public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
            return with(hasSockets).openDatagramChannel(family);
        }

        @Override
        public Pipe openPipe() throws IOException {
            return with(hasSockets).openPipe();
        }

        @Override
        public ServerSocketChannel openServerSocketChannel() throws IOException {
            return with(hasSockets).openServerSocketChannel();
        }

        @Override
        public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) throws IOException {
            return with(hasSockets).openServerSocketChannel(family);
        }

        @Override
        public SocketChannel openSocketChannel() throws IOException {
            return with(hasSockets).openSocketChannel();
        }

        @Override
        public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
            return with(hasSockets).openSocketChannel(family);
        }
    }

    private static void names(Class<? extends IOException> type, String message, One<?> opening) {
        try (Nagare nagare = Nagare.multiThread().workers(1).network(new Limited(Integer.MAX_VALUE, false)).start()) {
            Throwable failure = assertThrows(
                            BlockingCallException.class, () -> nagare.blockOn(opening, Duration.ofSeconds(20)))
                    .getCause();
            assertInstanceOf(type, failure);
            assertEquals(message + " failed: " + REASON, failure.getMessage());
        }
    }

    @Test
    void theAddressIsNamed() {
        names(ListenFailedException.class, "listen on 127.0.0.1:7000", Tcp.listen("127.0.0.1", 7000));
        names(ListenFailedException.class, "listen on /nowhere/socket", Unix.listen(Path.of("/nowhere/socket")));
        names(UdpException.class, "bind on 127.0.0.1:7000", Udp.bind("127.0.0.1", 7000));
        names(UdpException.class, "connect on 127.0.0.1:7000", Udp.connect("127.0.0.1", 7000));
        names(ConnectFailedException.class, "connect to 127.0.0.1:7000", Tcp.connect("127.0.0.1", 7000));
        names(ConnectFailedException.class, "connect to /nowhere/socket", Unix.connect(Path.of("/nowhere/socket")));
    }

    /** A worker that gets no selector leaves its connections to one that has got one. */
    @Test
    void connectionsAreServedWithoutASelectorForEachWorker() throws IOException {
        try (Nagare nagare = Nagare.multiThread()
                .workers(3)
                .network(new Limited(1, true))
                .start()) {
            Server server = nagare.blockOn(
                    Tcp.serveInBackground("127.0.0.1", 0, connection -> connection.writeAndEnd(connection.read())));
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                clients.add(new Socket("127.0.0.1", server.port()));
            }
            for (Socket client : clients) {
                client.setSoTimeout(20_000);
                client.getOutputStream().write('x');
                assertEquals('x', client.getInputStream().read());
                client.close();
            }
            assertEquals(0, server.counts().cutOff());
        }
    }
}
