package io.nagare.net;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;

/**
 * The options of a connection.
 *
 * @param noDelay whether small writes are sent at once (Nagle's algorithm off)
 * @param keepAlive whether the system probes a connection that is idle
 * @param sendBuffer the system's send buffer in bytes, 0 to leave it to the system
 * @param receiveBuffer the system's receive buffer in bytes, 0 to leave it to the system
 * @param connectTimeout how long connecting to one address may take, above 0; for accepted connections without meaning
 */
public record StreamOptions(
        boolean noDelay, boolean keepAlive, int sendBuffer, int receiveBuffer, Duration connectTimeout) {

    private static final StreamOptions DEFAULTS = new StreamOptions(true, true, 0, 0, Duration.ofSeconds(30));

    /** Checks the ranges. */
    public StreamOptions {
        if (sendBuffer < 0) {
            throw new IllegalArgumentException("a send buffer must be at least 0 bytes, but was " + sendBuffer);
        }
        if (receiveBuffer < 0) {
            throw new IllegalArgumentException("a receive buffer must be at least 0 bytes, but was " + receiveBuffer);
        }
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("a connect timeout must be above 0, but was " + connectTimeout);
        }
    }

    /** No delay, keep-alive, the system's buffers, 30 seconds to connect. */
    public static StreamOptions defaults() {
        return DEFAULTS;
    }

    /** The same with Nagle's algorithm on ({@code false}) or off. */
    public StreamOptions noDelay(boolean off) {
        return new StreamOptions(off, keepAlive, sendBuffer, receiveBuffer, connectTimeout);
    }

    /** The same with or without keep-alive. */
    public StreamOptions keepAlive(boolean on) {
        return new StreamOptions(noDelay, on, sendBuffer, receiveBuffer, connectTimeout);
    }

    /** The same with another send buffer, in bytes. */
    public StreamOptions sendBuffer(int bytes) {
        return new StreamOptions(noDelay, keepAlive, bytes, receiveBuffer, connectTimeout);
    }

    /** The same with another receive buffer, in bytes. */
    public StreamOptions receiveBuffer(int bytes) {
        return new StreamOptions(noDelay, keepAlive, sendBuffer, bytes, connectTimeout);
    }

    /** The same with another limit for connecting to one address, above 0. */
    public StreamOptions connectTimeout(Duration limit) {
        return new StreamOptions(noDelay, keepAlive, sendBuffer, receiveBuffer, limit);
    }

    void apply(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, noDelay);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, keepAlive);
        if (sendBuffer > 0) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, sendBuffer);
        }
        if (receiveBuffer > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        }
    }
}
