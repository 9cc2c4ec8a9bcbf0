package io.nagare.bench.server;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** The command {@code idle}: connects, says so, and holds the connections until its input ends. For measuring what one costs a server. */
public final class Idle {

    /** How it is called. */
    public static final String USAGE =
            """
            idle --port PORT [--count N] [--bytes N]
              opens N connections (10000), has N bytes (none) echoed on each, prints "connected N" and holds them until standard input ends""";

    private Idle() {}

    /**
     * Runs the command.
     *
     * @return false if the connections could not be made
     * @throws IllegalArgumentException if it was not understood
     */
    public static boolean run(List<String> arguments) {
        Options options = Options.parse(arguments);
        List<SocketChannel> connections = new ArrayList<>(options.count());
        try {
            InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port());
            while (connections.size() < options.count()) {
                SocketChannel connection = SocketChannel.open(server);
                connections.add(connection);
                exchange(connection, options.bytes());
            }
            System.out.println("connected " + connections.size());
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException failure) {
            System.err.println("idle: after " + connections.size() + " connections: " + failure.getMessage());
            return false;
        }
        return true;
    }

    private static void exchange(SocketChannel connection, int bytes) throws IOException {
        if (bytes == 0) {
            return;
        }
        ByteBuffer message = ByteBuffer.allocate(bytes);
        while (message.hasRemaining()) {
            connection.write(message);
        }
        message.clear();
        while (message.hasRemaining()) {
            if (connection.read(message) < 0) {
                throw new IOException("the server ended the connection; it must be an echo server");
            }
        }
    }
}
