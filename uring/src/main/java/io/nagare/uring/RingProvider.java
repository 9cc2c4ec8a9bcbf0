package io.nagare.uring;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/** Opens sockets, and selectors that watch them by a ring. Owns nothing. Any thread may call. */
final class RingProvider extends SelectorProvider {

    /** The network on the system's calls. All runtimes share it, so each can watch the channels of the others. */
    static final RingProvider SYSTEM = new RingProvider(SystemRingCalls.INSTANCE);

    private final RingCalls calls;

    RingProvider(RingCalls calls) {
        this.calls = calls;
    }

    @Override
    public AbstractSelector openSelector() throws IOException {
        return RingSelector.open(this, calls);
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        return openSocketChannel(Families.INTERNET);
    }

    @Override
    public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
        return openSocketChannel(SocketAddresses.family(family));
    }

    private SocketChannel openSocketChannel(int family) throws IOException {
        return new RingSocketChannel(this, family, open(family, Sockets.STREAM));
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        return openServerSocketChannel(Families.INTERNET);
    }

    @Override
    public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) throws IOException {
        return openServerSocketChannel(SocketAddresses.family(family));
    }

    private ServerSocketChannel openServerSocketChannel(int family) throws IOException {
        int descriptor = open(family, Sockets.STREAM);
        try {
            return new RingServerSocketChannel(this, family, descriptor);
        } catch (Throwable failure) {
            Sockets.close(descriptor);
            throw failure;
        }
    }

    private static int open(int family, int type) throws IOException {
        int descriptor = Sockets.open(family, type);
        if (descriptor < 0) {
            throw Errors.socket(descriptor);
        }
        return descriptor;
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        return openDatagramChannel(Families.INTERNET);
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        int number = SocketAddresses.family(family);
        if (number == SocketAddresses.UNIX) {
            throw new UnsupportedOperationException("a ring has no datagrams of the family " + family);
        }
        return openDatagramChannel(number);
    }

    private DatagramChannel openDatagramChannel(int family) throws IOException {
        int descriptor = open(family, Sockets.DATAGRAM);
        try {
            return new RingDatagramChannel(this, family, descriptor);
        } catch (Throwable failure) {
            Sockets.close(descriptor);
            throw failure;
        }
    }

    @Override
    public Pipe openPipe() {
        throw new UnsupportedOperationException(
                "io_uring's network has no pipes; use them on a runtime with the system's network");
    }

    /** The family of TCP sockets: both versions of the protocol, if the system has the newer one. */
    private static final class Families {

        static final int INTERNET = internet();

        private static int internet() {
            if (Boolean.getBoolean("java.net.preferIPv4Stack")) {
                return SocketAddresses.IP4;
            }
            int descriptor = Sockets.open(SocketAddresses.IP6, Sockets.STREAM);
            if (descriptor < 0) {
                return SocketAddresses.IP4;
            }
            Sockets.close(descriptor);
            return SocketAddresses.IP6;
        }
    }
}
