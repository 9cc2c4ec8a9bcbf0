package io.nagare.uring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A socket of a connection, and the bytes that the ring has received for it and nobody has read. They are in buffers of
 * the ring, at most {@link #MOST_HELD} and what comes before the system hears of it. Then the request is cancelled, and
 * the peer is held back. Bytes that are in the way when a ring has no buffer left are copied.
 *
 * <p>A peer that fills whole buffers sends bulk, for which the copy out of the ring's buffers costs more than a call.
 * Then the ring only tells when there is something, and the reader receives without it, until little comes again. The
 * same is done for a socket for which the ring had no buffer.
 */
final class StreamSocket extends RingSocket {

    /** How many buffers may be held before no more is received. */
    static final int MOST_HELD = Math.max(2, 64 * 1024 / ReceiveBuffers.SIZE);

    /** The most bytes of a read after which the ring receives again. */
    private static final int LITTLE = 4 * 1024;

    private static final int HAS_BUFFER = 1;
    private static final int BUFFER_SHIFT = 16;

    /** Bytes that were copied out of a ring's buffers. They are older than the others. */
    private @Nullable ArrayDeque<ByteBuffer> copied;

    /** The held buffers, as pairs of a number and a length, in a circle. */
    private int[] held = new int[8];

    private int first;
    private int count;

    /** How much of the first held buffer was read. */
    private int consumed;

    /** Whether the ring only tells that something is there, and whether it has told. */
    private boolean bulk;

    private boolean told;

    /** Whether the peer has ended its direction. */
    private boolean ended;

    /** Why there is nothing more to be received; 0 if there may be. */
    private int failure;

    StreamSocket(int descriptor) {
        super(descriptor);
    }

    @Override
    void submitIncoming(RingSelector at, int descriptor, long tag) throws IOException {
        if (bulk) {
            at.requests().awaitReadable(descriptor, tag);
        } else {
            at.requests().receive(descriptor, tag);
        }
    }

    @Override
    void incoming(RingSelector at, int result, int flags, boolean isClosed) {
        if ((flags & HAS_BUFFER) != 0) {
            int id = flags >>> BUFFER_SHIFT;
            if (isClosed || result <= 0) {
                at.requests().buffers().giveBack(id);
            } else {
                hold(id, result);
                bulk |= result == ReceiveBuffers.SIZE;
            }
        } else if (result > 0) {
            told = true;
        }
        if (result == 0) {
            ended = true;
        } else if (result < 0) {
            switch (result) {
                case Errors.CANCELED, Errors.INTERRUPTED, Errors.TRY_AGAIN -> {}
                case Errors.NO_BUFFER -> {
                    // Asked again for a buffer at once, the system would refuse again, and again.
                    bulk = true;
                    at.requests().lacksBuffers();
                }
                default -> failure = result;
            }
        }
    }

    private void hold(int id, int length) {
        if (2 * count == held.length) {
            int[] larger = new int[2 * held.length];
            for (int i = 0; i < held.length; i++) {
                larger[i] = held[first + i & held.length - 1];
            }
            held = larger;
            first = 0;
        }
        int at = first + 2 * count & held.length - 1;
        held[at] = id;
        held[at + 1] = length;
        count++;
    }

    @Override
    boolean hasIncoming() {
        return count > 0 || told || ended || failure != 0 || copied != null;
    }

    @Override
    boolean hasRoom() {
        return count < MOST_HELD && !told && !(bulk && count > 0) && copied == null && !ended && failure == 0;
    }

    /**
     * Reads what has come in, up to what the buffer takes. Returns the number of bytes, 0 if there is none now, or -1
     * at the end.
     */
    synchronized int read(ByteBuffer into) throws IOException {
        int descriptor = descriptor();
        int before = into.position();
        readCopied(into);
        while (count > 0 && into.hasRemaining()) {
            readHeld(into);
        }
        int total = into.position() - before;
        if (total > 0 && !told || !into.hasRemaining()) {
            taken();
            return total;
        }
        if (told && !ended && failure == 0) {
            return total + receiveBulk(descriptor, into, total);
        }
        if (failure != 0) {
            throw Errors.socket(failure);
        }
        if (ended) {
            return -1;
        }
        return isIncomingInFlight() ? 0 : receive(descriptor, into);
    }

    private void readCopied(ByteBuffer into) {
        ArrayDeque<ByteBuffer> older = copied;
        while (older != null && into.hasRemaining()) {
            ByteBuffer piece = older.getFirst();
            int length = Math.min(piece.remaining(), into.remaining());
            into.put(into.position(), piece, piece.position(), length).position(into.position() + length);
            piece.position(piece.position() + length);
            if (!piece.hasRemaining()) {
                older.removeFirst();
                if (older.isEmpty()) {
                    older = null;
                    copied = null;
                }
            }
        }
    }

    private void readHeld(ByteBuffer into) {
        RingSelector at = home();
        if (at == null) {
            throw new IllegalStateException("buffers of a ring that was left");
        }
        int id = held[first];
        int length = held[first + 1];
        int part = Math.min(length - consumed, into.remaining());
        at.requests().buffers().copy(id, consumed, part, into);
        consumed += part;
        if (consumed == length) {
            release(at);
        }
    }

    private void release(RingSelector at) {
        at.requests().buffers().giveBack(held[first]);
        first = first + 2 & held.length - 1;
        count--;
        consumed = 0;
    }

    /** Receives what the ring has told of. A failure or the end after other bytes is for the next read. */
    private int receiveBulk(int descriptor, ByteBuffer into, int before) throws IOException {
        int room = into.remaining();
        int result = Sockets.receive(descriptor, into);
        if (result < room) {
            told = false;
            bulk = result > LITTLE;
        }
        if (result == 0) {
            ended = true;
        } else if (result < 0 && result != Errors.TRY_AGAIN && result != Errors.INTERRUPTED) {
            failure = result;
        }
        taken();
        if (before == 0 && failure != 0) {
            throw Errors.socket(failure);
        }
        return result > 0 ? result : before == 0 && ended ? -1 : 0;
    }

    /** Receives without a ring, which has not begun to receive for this socket. */
    private int receive(int descriptor, ByteBuffer into) throws IOException {
        int result = Sockets.receive(descriptor, into);
        if (result > 0) {
            return result;
        }
        switch (result) {
            case 0 -> {
                ended = true;
                return -1;
            }
            case Errors.TRY_AGAIN, Errors.INTERRUPTED -> {
                return 0;
            }
            default -> {
                failure = result;
                throw Errors.socket(result);
            }
        }
    }

    @Override
    void leaveBuffers(RingSelector at) {
        while (count > 0) {
            int length = held[first + 1] - consumed;
            ByteBuffer piece = ByteBuffer.allocate(length);
            at.requests().buffers().copy(held[first], consumed, length, piece);
            ArrayDeque<ByteBuffer> pieces = copied;
            if (pieces == null) {
                pieces = new ArrayDeque<>();
                copied = pieces;
            }
            pieces.add(piece.flip());
            release(at);
        }
    }

    @Override
    void tellPeers(int descriptor) {
        Sockets.shutdown(descriptor, Sockets.SHUT_SENDING);
    }

    @Override
    void discard(@Nullable RingSelector at) {
        copied = null;
        while (count > 0 && at != null) {
            release(at);
        }
    }
}
