package io.nagare.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;

/**
 * How a listener is opened, and the connections that it accepts.
 *
 * @param backlog how many connections the system keeps until they are accepted, at least 1; the system may cap it
 * @param reuseAddress whether the port may be taken while old connections of it linger
 * @param reusePort whether several listeners may share the port, where the system can
 * @param replacesStale whether the file of a Unix socket on which nobody listens any more is replaced
 * @param connection the options of accepted connections
 */
public record ListenOptions(
        int backlog, boolean reuseAddress, boolean reusePort, boolean replacesStale, ConnectionOptions connection) {

    private static final ListenOptions DEFAULTS =
            new ListenOptions(1024, true, false, false, ConnectionOptions.defaults());

    /** Checks the ranges. */
    public ListenOptions {
        if (backlog < 1) {
            throw new IllegalArgumentException("a backlog must be at least 1, but was " + backlog);
        }
        Objects.requireNonNull(connection, "connection");
    }

    /** A backlog of 1,024, the address reused, the port not shared. */
    public static ListenOptions defaults() {
        return DEFAULTS;
    }

    /** The same with another backlog, at least 1. */
    public ListenOptions backlog(int connections) {
        return new ListenOptions(connections, reuseAddress, reusePort, replacesStale, connection);
    }

    /** The same, but refusing the port while old connections of it linger. */
    public ListenOptions exclusiveAddress() {
        return new ListenOptions(backlog, false, reusePort, replacesStale, connection);
    }

    /** The same, but sharing the port with other listeners. */
    public ListenOptions sharedPort() {
        return new ListenOptions(backlog, reuseAddress, true, replacesStale, connection);
    }

    /**
     * The same, but replacing the file of a Unix socket on which nobody listens any more: a server that was killed
     * leaves its file behind. A file that is no socket is never replaced. If several servers start on such a file at
     * once, one of them listens, and the others fail. While a file is replaced, there is another one beside it, whose
     * name ends with {@code .lock}.
     */
    public ListenOptions replaceStale() {
        return new ListenOptions(backlog, reuseAddress, reusePort, true, connection);
    }

    /** The same with other options for accepted connections. */
    public ListenOptions connection(ConnectionOptions options) {
        return new ListenOptions(backlog, reuseAddress, reusePort, replacesStale, options);
    }

    void apply(ServerSocketChannel channel, SocketAddress address) throws IOException {
        if (!(address instanceof InetSocketAddress)) {
            return;
        }
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, reuseAddress);
        if (reusePort) {
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
        if (connection.receiveBuffer() > 0) {
            // Before bind, so that accepted connections announce the right window.
            channel.setOption(StandardSocketOptions.SO_RCVBUF, connection.receiveBuffer());
        }
    }

    void apply(SocketChannel accepted) throws IOException {
        connection.apply(accepted, accepted.getLocalAddress());
    }
}
