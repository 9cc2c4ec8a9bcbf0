package io.nagare.net.udp;

import io.nagare.Bytes;
import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * A datagram with its peer.
 *
 * @param content at most 65,507 bytes over IPv4 and 65,527 over IPv6
 * @param peer its sender, or the receiver that it is for
 */
public record Datagram(Bytes content, InetSocketAddress peer) {

    /** The most bytes that a datagram can hold over any protocol. */
    static final int MOST_BYTES = 65_527;

    /** Checks the length. */
    public Datagram {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(peer, "peer");
        if (content.length() > MOST_BYTES) {
            throw new IllegalArgumentException("a datagram holds at most 65507 bytes over IPv4 and " + MOST_BYTES
                    + " over IPv6, but was given " + content.length());
        }
        if (peer.isUnresolved()) {
            throw new IllegalArgumentException(
                    "the peer of a datagram has to be resolved, but was " + peer + "; a Resolver looks names up");
        }
    }
}
