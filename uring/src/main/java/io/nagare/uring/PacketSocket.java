package io.nagare.uring;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A socket of datagrams. The ring only tells when one is there, and the reader receives it by a call. After that this
 * is reported as ready until the system has none left.
 */
final class PacketSocket extends RingSocket {

    /** Whether the ring has told, and the system has not said since that there is none. */
    private boolean told;

    PacketSocket(int descriptor) {
        super(descriptor);
    }

    @Override
    void submitIncoming(RingSelector at, int descriptor, long tag) throws IOException {
        at.requests().awaitReadable(descriptor, tag);
    }

    @Override
    void incoming(RingSelector at, int result, int flags, boolean isClosed) {
        // A failure is told, too: the reader asks the system and gets it.
        told |= result != Errors.CANCELED;
    }

    @Override
    boolean hasIncoming() {
        return told;
    }

    @Override
    boolean hasRoom() {
        return !told;
    }

    /**
     * Receives a datagram, and moves the buffer's position by what was received. Returns the number of bytes or a
     * negative error number.
     *
     * @param sender gets the address of the sender; only one thread at a time may give the same
     */
    synchronized int receive(ByteBuffer into, MemorySegment sender, MemorySegment length) throws IOException {
        int result = Sockets.receiveFrom(descriptor(), into, sender, length);
        if (result == Errors.TRY_AGAIN) {
            told = false;
            taken();
        }
        return result;
    }

    @Override
    void leaveBuffers(RingSelector at) {}

    @Override
    void tellPeers(int descriptor) {}

    @Override
    void discard(@Nullable RingSelector at) {}
}
