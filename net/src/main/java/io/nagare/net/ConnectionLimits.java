package io.nagare.net;

import io.nagare.net.socket.Durations;
import java.time.Duration;

/**
 * How long a connection of a server may keep the server waiting. A connection that exceeds a limit is reset, and its
 * streams fail with a {@link ConnectionLimitException} as their cause, which names the limit.
 *
 * <p>A limit of zero is no limit. Nobody notes the time of each message, but a connection is looked at four times
 * within its shortest limit of idleness, and within the one for a slow peer. So such a limit may be exceeded by a
 * quarter. At each look a write that waits is tried again: what the peer has taken counts, even if the system has not
 * said yet that there is room.
 *
 * @param firstByte how long the first byte of a peer may take, while the handler reads and nothing was written either
 * @param readIdle how long nothing may come while the handler reads
 * @param writeIdle how long nothing may be written
 * @param idle how long nothing may pass in either direction
 * @param slowPeer how long a peer may take to receive {@code slowPeerBytes}, while more waits to be written to it
 * @param slowPeerBytes the least that a peer has to receive within {@code slowPeer}, at least 1
 */
public record ConnectionLimits(
        Duration firstByte,
        Duration readIdle,
        Duration writeIdle,
        Duration idle,
        Duration slowPeer,
        long slowPeerBytes) {

    private static final ConnectionLimits NONE =
            new ConnectionLimits(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 1);

    private static final ConnectionLimits DEFAULTS =
            NONE.firstByte(Duration.ofSeconds(60)).slowPeer(Duration.ofSeconds(60), 1024);

    /** Checks the ranges. */
    public ConnectionLimits {
        Durations.notNegative(firstByte, "firstByte", "the limit for the first byte");
        Durations.notNegative(readIdle, "readIdle", "the limit of idle reading");
        Durations.notNegative(writeIdle, "writeIdle", "the limit of idle writing");
        Durations.notNegative(idle, "idle", "the limit of idleness");
        Durations.notNegative(slowPeer, "slowPeer", "the limit of a slow peer");
        if (slowPeerBytes < 1) {
            throw new IllegalArgumentException(
                    "a slow peer has to receive at least 1 byte within its limit, but was given " + slowPeerBytes);
        }
    }

    /** No limits. */
    public static ConnectionLimits none() {
        return NONE;
    }

    /**
     * The limits of a server that was told nothing else: 60 seconds for the first byte, and at least 1,024 bytes in 60
     * seconds for a peer that receives. No limit of idleness.
     */
    public static ConnectionLimits defaults() {
        return DEFAULTS;
    }

    /** The same with another limit for the first byte. */
    public ConnectionLimits firstByte(Duration limit) {
        return new ConnectionLimits(limit, readIdle, writeIdle, idle, slowPeer, slowPeerBytes);
    }

    /** The same with another limit of idle reading. */
    public ConnectionLimits readIdle(Duration limit) {
        return new ConnectionLimits(firstByte, limit, writeIdle, idle, slowPeer, slowPeerBytes);
    }

    /** The same with another limit of idle writing. */
    public ConnectionLimits writeIdle(Duration limit) {
        return new ConnectionLimits(firstByte, readIdle, limit, idle, slowPeer, slowPeerBytes);
    }

    /** The same with another limit of idleness in both directions. */
    public ConnectionLimits idle(Duration limit) {
        return new ConnectionLimits(firstByte, readIdle, writeIdle, limit, slowPeer, slowPeerBytes);
    }

    /** The same with another limit for a peer that receives slowly. */
    public ConnectionLimits slowPeer(Duration limit, long leastBytes) {
        return new ConnectionLimits(firstByte, readIdle, writeIdle, idle, limit, leastBytes);
    }
}
