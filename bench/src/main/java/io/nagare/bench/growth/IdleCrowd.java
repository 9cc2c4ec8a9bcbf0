package io.nagare.bench.growth;

import io.nagare.Nagare;
import io.nagare.net.ListenOptions;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Idle connections to an echo server. Each has echoed one message. One more connection echoes message after message.
 */
final class IdleCrowd implements Crowd {

    private static final int BYTES = 64;
    private static final int MESSAGES = 200;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
    private final List<SocketChannel> idle = new ArrayList<>();
    private final Server server;
    private final SocketChannel active;

    /** Opens all connections. */
    IdleCrowd(Nagare nagare, int connections) throws IOException {
        ServeOptions options = ServeOptions.defaults()
                .listen(ListenOptions.defaults().backlog(4_096))
                .maxConnections(connections + 10);
        server = Objects.requireNonNull(
                nagare.blockOn(Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.writeAndEnd(peer.read()), options)));
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = open();
            idle.add(channel);
            echo(channel);
        }
        active = open();
    }

    private SocketChannel open() throws IOException {
        SocketAddress address = server.localAddress();
        return SocketChannel.open(address).setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    private void echo(SocketChannel channel) throws IOException {
        channel.write(buffer.clear());
        buffer.clear();
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("the server has closed a connection");
            }
        }
    }

    @Override
    public long once() throws IOException {
        for (int i = 0; i < MESSAGES; i++) {
            echo(active);
        }
        return MESSAGES;
    }

    @Override
    public void close() throws IOException {
        active.close();
        for (SocketChannel channel : idle) {
            channel.close();
        }
    }
}
