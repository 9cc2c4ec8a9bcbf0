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
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** No descriptor is left for a socket: what was to be opened is named. */
class NoDescriptorsTest {

    private static final String REASON = "Too many open files";

    /** A network that opens selectors only. */
    private static final class Exhausted extends SelectorProvider {

        private static SocketException none() {
            return new SocketException(REASON);
        }

        @Override
        public DatagramChannel openDatagramChannel() throws IOException {
            throw none();
        }

        @Override
        public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
            throw none();
        }

        @Override
        public Pipe openPipe() throws IOException {
            throw none();
        }

        @Override
        public AbstractSelector openSelector() throws IOException {
            return provider().openSelector();
        }

        @Override
        public ServerSocketChannel openServerSocketChannel() throws IOException {
            throw none();
        }

        @Override
        public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) throws IOException {
            throw none();
        }

        @Override
        public SocketChannel openSocketChannel() throws IOException {
            throw none();
        }

        @Override
        public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
            throw none();
        }
    }

    private static void names(Class<? extends IOException> type, String message, One<?> opening) {
        try (Nagare nagare = Nagare.multiThread().workers(1).network(new Exhausted()).start()) {
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
}
