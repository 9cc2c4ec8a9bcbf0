package io.nagare.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection of the load, and its progress. Only the thread of the loop uses it. */
final class LoadConnection {

    final int index;
    private final SocketChannel channel;
    private final SelectionKey key;
    private long owed;
    private boolean blocked;
    private long received;
    private long answered;

    private LoadConnection(int index, SocketChannel channel, SelectionKey key) {
        this.index = index;
        this.channel = channel;
        this.key = key;
        key.attach(this);
    }

    /** Opens a connection, waits until it is connected, and registers it for reading. */
    static LoadConnection open(int index, int port, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
            return new LoadConnection(index, channel, channel.register(selector, SelectionKey.OP_READ));
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }

    /** Sends more bytes. Those for which the socket has no room are owed. */
    void send(int bytes, ByteBuffer filler) throws IOException {
        owed += bytes;
        if (!blocked) {
            flush(filler);
        }
    }

    /** Sends the owed bytes, as far as the socket has room. */
    void flush(ByteBuffer filler) throws IOException {
        while (owed > 0) {
            filler.position(0).limit((int) Math.min(owed, filler.capacity()));
            int written = channel.write(filler);
            if (written == 0) {
                if (!blocked) {
                    blocked = true;
                    key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                }
                return;
            }
            owed -= written;
        }
        if (blocked) {
            blocked = false;
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /**
     * Reads the echoed bytes.
     *
     * @throws IOException if the server has closed the connection
     */
    void receive(ByteBuffer scratch) throws IOException {
        int read = channel.read(scratch.clear());
        if (read < 0) {
            throw new IOException("the server has closed connection " + index);
        }
        received += read;
    }

    /** The number of answered messages. */
    long answered() {
        return answered;
    }

    /** Returns whether the next message has been echoed completely. If so, counts it as answered. */
    boolean takeAnswer(int bytes) {
        if (received - answered * bytes < bytes) {
            return false;
        }
        answered++;
        return true;
    }

    void close() throws IOException {
        channel.close();
    }
}
