package io.nagare.net.preamble;

import io.nagare.net.wire.PrefixedWire;
import io.nagare.net.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What two ends say to each other before the bytes of a connection begin. Holds the state of one connection, and is
 * used on one strand.
 */
public interface Preamble {

    /** Returns the next bytes for the peer; null if it is the peer's turn, or all was said. */
    @Nullable ByteBuffer toSend();

    /** Whether all was said in both directions. */
    boolean isDone();

    /**
     * Looks at what the peer has sent. Consumes one message if it is there as a whole, and else nothing.
     *
     * @return whether a message was consumed
     * @throws IOException if the peer refuses, or does not keep to the protocol
     */
    boolean receive(ByteBuffer received) throws IOException;

    /** How many bytes the longest message of the peer may have. */
    int longestMessage();

    /** Makes the wire with which the connection goes on. The bytes have come behind the last message. */
    default Wire result(Wire wire, ByteBuffer behind) {
        return behind.hasRemaining() ? new PrefixedWire(wire, behind) : wire;
    }

    /** The name of the protocol, for failures. */
    String name();
}
