package io.nagare.bench.growth;

import io.nagare.Nagare;
import io.nagare.fs.AsyncFile;
import io.nagare.net.ListenOptions;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Many connections that each get a file. Reading begins when all of them are connected. */
final class FileCrowd implements Crowd {

    private static final int BYTES = 256 * 1024;
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final ByteBuffer scratch = ByteBuffer.allocateDirect(BYTES);
    private final Path file;
    private final Server server;
    private final int connections;
    private long received;
    private int open;

    /** Writes the file and serves it. */
    FileCrowd(Nagare nagare, int connections) throws IOException {
        this.connections = connections;
        file = Files.write(Files.createTempFile("nagare-bench", ".bin"), new byte[BYTES]);
        ServeOptions options = ServeOptions.defaults()
                .listen(ListenOptions.defaults().backlog(4_096))
                .maxConnections(connections + 10);
        server = Objects.requireNonNull(nagare.blockOn(
                Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.writeAndEnd(AsyncFile.read(file)), options)));
    }

    @Override
    public long once() throws IOException {
        received = 0;
        open = 0;
        try (Selector selector = Selector.open()) {
            try {
                for (; open < connections; open++) {
                    SocketChannel.open(server.localAddress())
                            .configureBlocking(false)
                            .register(selector, SelectionKey.OP_READ);
                }
                long start = System.nanoTime();
                while (open > 0) {
                    selector.select(this::read, 1_000);
                    if (System.nanoTime() - start > MOST_NANOS) {
                        throw new IOException(open + " of " + connections + " files had not ended after 60 s");
                    }
                }
            } catch (UncheckedIOException failure) {
                throw failure.getCause();
            } finally {
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
        }
        if (received != (long) connections * BYTES) {
            throw new IOException(received + " bytes came of " + connections + " files of " + BYTES);
        }
        return connections;
    }

    private void read(SelectionKey key) {
        try {
            int read = ((SocketChannel) key.channel()).read(scratch.clear());
            if (read < 0) {
                key.channel().close();
                open--;
            } else {
                received += read;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
