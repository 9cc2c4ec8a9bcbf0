package io.nagare.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Echoes on one thread. After a number of bytes it stalls once, for a while. */
final class EchoServer implements AutoCloseable {

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final Thread thread = new Thread(this::serve, "echo");
    private final long stallAt;
    private final long stallNanos;
    private long read;

    private EchoServer(long stallAt, long stallMillis) throws IOException {
        this.stallAt = stallAt;
        this.stallNanos = TimeUnit.MILLISECONDS.toNanos(stallMillis);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096).configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        thread.start();
    }

    static EchoServer start() throws IOException {
        return new EchoServer(Long.MAX_VALUE, 0);
    }

    static EchoServer stalling(long afterBytes, long millis) throws IOException {
        return new EchoServer(afterBytes, millis);
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select(this::ready);
            }
        } catch (IOException | java.nio.channels.ClosedSelectorException closed) {
            // The test has ended.
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel peer = listener.accept();
                if (peer != null) {
                    peer.configureBlocking(false).register(selector, SelectionKey.OP_READ);
                }
                return;
            }
            SocketChannel peer = (SocketChannel) key.channel();
            int count = peer.read(buffer.clear());
            if (count < 0) {
                peer.close();
                return;
            }
            if (read < stallAt && read + count >= stallAt) {
                long end = System.nanoTime() + stallNanos;
                for (long left = stallNanos; left > 0; left = end - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
            }
            read += count;
            buffer.flip();
            while (buffer.hasRemaining()) {
                peer.write(buffer);
            }
        } catch (IOException reset) {
            key.cancel();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
        thread.join();
    }
}
