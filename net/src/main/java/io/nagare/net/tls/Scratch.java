package io.nagare.net.tls;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Lends a thread buffers for encrypted bytes during one call, so that a connection needs none while it is idle. The
 * driver's scratch buffer holds the plain bytes at that time. A call within a call gets another buffer: a TLS
 * connection may run over another one.
 *
 * <p>They are on the heap, because the engine encrypts and decrypts in them. The JDK's ciphers copy what is in a direct
 * buffer to the heap in small pieces, which costs more than the one copy on the way to the socket.
 */
final class Scratch {

    /** Room for 64 KiB of plain bytes as records, and for one more record. */
    static final int SIZE = 96 * 1024;

    /** How many free buffers a thread keeps. */
    private static final int KEPT = 2;

    private static final ThreadLocal<ArrayDeque<ByteBuffer>> FREE = ThreadLocal.withInitial(ArrayDeque::new);

    private Scratch() {}

    /** Takes a cleared buffer, which the same call gives back or keeps for what the inner wire does not take. */
    static ByteBuffer take() {
        ByteBuffer free = FREE.get().pollLast();
        return free == null ? ByteBuffer.allocate(SIZE) : free.clear();
    }

    /** Gives a buffer back, on any thread. */
    static void give(ByteBuffer buffer) {
        ArrayDeque<ByteBuffer> free = FREE.get();
        if (free.size() < KEPT) {
            free.addLast(buffer);
        }
    }
}
