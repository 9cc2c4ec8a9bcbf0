package io.nagare.net;

import io.nagare.net.socket.Durations;
import io.nagare.net.transport.LingerLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;

/**
 * The options of a connection.
 *
 * @param noDelay whether small writes are sent at once (Nagle's algorithm off); without meaning for a Unix socket
 * @param keepAlive whether the system probes a connection that is idle; without meaning for a Unix socket
 * @param sendBuffer the system's send buffer in bytes, 0 to leave it to the system
 * @param receiveBuffer the system's receive buffer in bytes, 0 to leave it to the system
 * @param lingerTime how long a connection that we have closed waits for the peer to end its direction, at least 0
 * @param lingerBytes how many bytes of the peer are dropped meanwhile, at least 0
 * @param connecting how a connection is made; for accepted connections without meaning
 */
public record ConnectionOptions(
        boolean noDelay,
        boolean keepAlive,
        int sendBuffer,
        int receiveBuffer,
        Duration lingerTime,
        long lingerBytes,
        ConnectOptions connecting) {

    private static final ConnectionOptions DEFAULTS =
            new ConnectionOptions(true, true, 0, 0, Duration.ofSeconds(5), 1 << 20, ConnectOptions.defaults());

    /** Checks the ranges. */
    public ConnectionOptions {
        if (sendBuffer < 0) {
            throw new IllegalArgumentException("a send buffer must be at least 0 bytes, but was " + sendBuffer);
        }
        if (receiveBuffer < 0) {
            throw new IllegalArgumentException("a receive buffer must be at least 0 bytes, but was " + receiveBuffer);
        }
        Objects.requireNonNull(lingerTime, "lingerTime");
        if (lingerTime.isNegative() || lingerBytes < 0) {
            throw new IllegalArgumentException("lingering takes at least 0 of time and 0 bytes, but was given "
                    + lingerTime + " and " + lingerBytes);
        }
        Durations.bounded(lingerTime, "the time of lingering");
        Objects.requireNonNull(connecting, "connecting");
    }

    /**
     * No delay, keep-alive, the system's buffers, 5 seconds and 1 MiB of lingering, {@link ConnectOptions#defaults()}.
     */
    public static ConnectionOptions defaults() {
        return DEFAULTS;
    }

    /** The same with Nagle's algorithm on ({@code false}) or off. */
    public ConnectionOptions noDelay(boolean off) {
        return new ConnectionOptions(off, keepAlive, sendBuffer, receiveBuffer, lingerTime, lingerBytes, connecting);
    }

    /** The same with or without keep-alive. */
    public ConnectionOptions keepAlive(boolean on) {
        return new ConnectionOptions(noDelay, on, sendBuffer, receiveBuffer, lingerTime, lingerBytes, connecting);
    }

    /** The same with another send buffer, in bytes. */
    public ConnectionOptions sendBuffer(int bytes) {
        return new ConnectionOptions(noDelay, keepAlive, bytes, receiveBuffer, lingerTime, lingerBytes, connecting);
    }

    /** The same with another receive buffer, in bytes. */
    public ConnectionOptions receiveBuffer(int bytes) {
        return new ConnectionOptions(noDelay, keepAlive, sendBuffer, bytes, lingerTime, lingerBytes, connecting);
    }

    /**
     * The same with other limits for a connection that we have closed. If one is exceeded, the peer may see a reset.
     *
     * @param time how long it waits for the peer to end its direction, at least 0
     * @param bytes how many bytes of the peer are dropped meanwhile, at least 0
     */
    public ConnectionOptions lingering(Duration time, long bytes) {
        return new ConnectionOptions(noDelay, keepAlive, sendBuffer, receiveBuffer, time, bytes, connecting);
    }

    LingerLimits lingering() {
        return LingerLimits.of(lingerTime.toNanos(), lingerBytes);
    }

    /** The same with other options for connecting. */
    public ConnectionOptions connecting(ConnectOptions options) {
        return new ConnectionOptions(noDelay, keepAlive, sendBuffer, receiveBuffer, lingerTime, lingerBytes, options);
    }

    /** The same with another limit for connecting to one address, above 0. */
    public ConnectionOptions connectTimeout(Duration limit) {
        return connecting(connecting.timeout(limit));
    }

    /**
     * Applies them to a socket.
     *
     * @param address of either end, which says what kind of socket it is
     */
    void apply(SocketChannel channel, SocketAddress address) throws IOException {
        channel.configureBlocking(false);
        if (address instanceof InetSocketAddress) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, noDelay);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, keepAlive);
        }
        if (sendBuffer > 0) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, sendBuffer);
        }
        if (receiveBuffer > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        }
    }
}
