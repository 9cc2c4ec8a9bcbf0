package io.nagare.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Connections that arrive at once, each with one message. At most as many are under way as the system lets wait for the
 * server to accept. The system drops further ones, and the client tries again after a second; that would be the
 * system's time and not the server's. Only one thread uses it.
 */
final class Burst {

    private static final Path BACKLOG = Path.of("/proc/sys/net/core/somaxconn");
    private static final int OTHERWISE = 128;
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_MILLIS = 300;

    private final Selector selector;
    private final InetSocketAddress address;
    private final int connections;
    private final int bytes;
    private final int window;
    private final ByteBuffer filler;
    private final ByteBuffer scratch;
    private final List<SocketChannel> channels;
    private int answered;

    private Burst(Selector selector, int port, int connections, int bytes, int window) {
        this.selector = selector;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.connections = connections;
        this.bytes = bytes;
        this.window = window;
        this.filler = ByteBuffer.allocateDirect(bytes);
        this.scratch = ByteBuffer.allocateDirect(Math.max(bytes, 64 * 1024));
        this.channels = new ArrayList<>(connections);
    }

    /** The echo for which one connection still waits. */
    private static final class Echo {

        private int left;

        Echo(int left) {
            this.left = left;
        }
    }

    /** Runs some bursts as warm-up, and then one that counts. Returns its line of figures. */
    static String run(int port, int connections, int bytes, int warmUps) throws IOException, InterruptedException {
        int window = Math.min(connections, window());
        for (int i = 0; i < warmUps; i++) {
            once(port, connections, bytes, window);
            Thread.sleep(PAUSE_MILLIS); // so that the server sees the resets
        }
        long nanos = once(port, connections, bytes, window);
        return String.format(
                Locale.ROOT,
                "burst conns=%d size=%d window=%d ms=%.2f ns_per_conn=%.1f",
                connections,
                bytes,
                window,
                nanos / 1e6,
                (double) nanos / connections);
    }

    /**
     * Returns how many connections the system lets wait. The file gives its whole content to the first read, and
     * nothing to a second.
     */
    private static int window() throws IOException {
        if (!Files.isReadable(BACKLOG)) {
            return OTHERWISE;
        }
        try (InputStream file = Files.newInputStream(BACKLOG)) {
            byte[] text = new byte[64];
            int length = file.read(text);
            return Integer.parseInt(new String(text, 0, Math.max(length, 0), StandardCharsets.US_ASCII).strip());
        }
    }

    private static long once(int port, int connections, int bytes, int window) throws IOException {
        try (Selector selector = Selector.open()) {
            Burst burst = new Burst(selector, port, connections, bytes, window);
            try {
                return burst.play();
            } catch (UncheckedIOException failure) {
                throw failure.getCause();
            } finally {
                burst.reset();
            }
        }
    }

    private long play() throws IOException {
        long start = System.nanoTime();
        while (answered < connections) {
            for (int i = 0; i < 64 && channels.size() < connections && channels.size() - answered < window; i++) {
                connect();
            }
            if (channels.size() < connections && channels.size() - answered < window) {
                selector.selectNow(this::ready);
            } else {
                selector.select(this::ready, 100);
            }
            if (System.nanoTime() - start > MOST_NANOS) {
                throw new IOException(
                        answered + " of " + connections + " were answered in " + MOST_NANOS / 1_000_000_000 + " s");
            }
        }
        return System.nanoTime() - start;
    }

    private void connect() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channels.add(channel);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
        if (channel.connect(address)) {
            channel.register(selector, SelectionKey.OP_READ, new Echo(bytes));
            send(channel);
        } else {
            channel.register(selector, SelectionKey.OP_CONNECT, new Echo(bytes));
        }
    }

    private void send(SocketChannel channel) throws IOException {
        if (channel.write(filler.clear()) < bytes) {
            throw new IOException("a new connection has no room for " + bytes + " bytes");
        }
    }

    private void ready(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                send(channel);
                return;
            }
            int read = channel.read(scratch.clear());
            if (read < 0) {
                throw new IOException("the server has closed a connection; " + answered + " were answered");
            }
            Echo echo = (Echo) key.attachment();
            echo.left -= read;
            if (echo.left == 0) {
                answered++;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Resets all connections, so that their ports do not stay in use. */
    private void reset() throws IOException {
        for (SocketChannel channel : channels) {
            if (channel.isConnected()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            channel.close();
        }
    }
}
