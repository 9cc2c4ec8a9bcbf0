package io.nagare.uring;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A socket that listens, and the connections that the ring has accepted for it and nobody has taken. */
final class ListeningSocket extends RingSocket {

    /** How many connections may wait here before no more are accepted. The others stay in the system's backlog. */
    static final int MOST_WAITING = 64;

    private int[] waiting = new int[8];
    private int first;
    private int count;

    /** Why the system accepts no more; 0 if it does. */
    private int failure;

    /** Whether the ring is to accept no more. Callers of {@link #take} then ask the system themselves. */
    private boolean stopped;

    ListeningSocket(int descriptor) {
        super(descriptor);
    }

    @Override
    void submitIncoming(RingSelector at, int descriptor, long tag) throws IOException {
        at.requests().accept(descriptor, tag);
    }

    @Override
    void incoming(RingSelector at, int result, int flags, boolean isClosed) {
        if (result >= 0) {
            if (isClosed) {
                Sockets.close(result);
            } else {
                add(result);
            }
            return;
        }
        switch (result) {
            case Errors.CANCELED, Errors.INTERRUPTED, Errors.TRY_AGAIN, Errors.CONNECTION_ABORTED, Errors.PROTOCOL -> {}
            default -> failure = result;
        }
    }

    private void add(int descriptor) {
        if (count == waiting.length) {
            int[] larger = new int[2 * waiting.length];
            for (int i = 0; i < count; i++) {
                larger[i] = waiting[first + i & waiting.length - 1];
            }
            waiting = larger;
            first = 0;
        }
        waiting[first + count & waiting.length - 1] = descriptor;
        count++;
    }

    @Override
    boolean hasIncoming() {
        return count > 0 || failure != 0 || stopped && !isIncomingInFlight();
    }

    @Override
    boolean hasRoom() {
        return count < MOST_WAITING && failure == 0 && !stopped;
    }

    /**
     * Lets the ring accept no more. Returns whether it has stopped, and all that it has accepted was taken. If not,
     * this becomes ready when the ring has stopped.
     */
    synchronized boolean stop() {
        if (!stopped) {
            stopped = true;
            settleAgain();
        }
        return count == 0 && !isIncomingInFlight();
    }

    /**
     * Returns the descriptor of the next connection, or -1 if there is none now.
     *
     * @throws IOException if the system accepts no more; the next call asks it again
     */
    synchronized int take() throws IOException {
        int descriptor = descriptor();
        if (count > 0) {
            int taken = waiting[first];
            first = first + 1 & waiting.length - 1;
            count--;
            taken();
            return taken;
        }
        int error = failure;
        if (error == 0 && !isIncomingInFlight()) {
            error = Sockets.accept(descriptor);
            if (error >= 0) {
                return error;
            }
        }
        failure = 0;
        taken();
        switch (error) {
            case 0, Errors.TRY_AGAIN, Errors.INTERRUPTED, Errors.CONNECTION_ABORTED, Errors.PROTOCOL -> {
                return -1;
            }
            default -> throw Errors.socket(error);
        }
    }

    @Override
    void leaveBuffers(RingSelector at) {}

    /** The system then refuses peers. */
    @Override
    void tellPeers(int descriptor) {
        Sockets.shutdown(descriptor, Sockets.SHUT_RECEIVING);
    }

    @Override
    void discard(@Nullable RingSelector at) {
        while (count > 0) {
            Sockets.close(waiting[first]);
            first = first + 1 & waiting.length - 1;
            count--;
        }
    }
}
