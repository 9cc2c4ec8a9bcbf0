package io.nagare.uring;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * The buffers that a ring lends to the system, which puts what it receives into the next one. The socket that got a
 * buffer owns it until it has been read, and then gives it back. Any thread may give back.
 */
final class ReceiveBuffers {

    /** The size of a buffer in bytes, and how many there are; a power of two. */
    static final int SIZE = Integer.getInteger("nagare.uring.bufferSize", 16 * 1024);

    static final int COUNT = Integer.getInteger("nagare.uring.buffers", 128);

    static final int GROUP = 0;

    private static final int REGISTER = 22;
    private static final int UNREGISTER = 23;
    private static final int ENTRY_BYTES = 16;
    private static final long TAIL_AT = 14;
    private static final int PAGE = 4096;

    private static final VarHandle SHORT = JAVA_SHORT.varHandle();

    private final MemorySegment entries;
    private final MemorySegment memory;
    private final ByteBuffer bytes;
    private short tail;

    private ReceiveBuffers(Arena arena) {
        memory = arena.allocate((long) COUNT * SIZE, PAGE);
        entries = arena.allocate((long) COUNT * ENTRY_BYTES, PAGE);
        bytes = memory.asByteBuffer();
    }

    /** Makes buffers and lends all of them. The arena owns their memory. */
    static ReceiveBuffers register(RingCalls calls, int ring, Arena arena) throws RingUnavailableException {
        ReceiveBuffers buffers = new ReceiveBuffers(arena);
        int result = calls.register(ring, REGISTER, buffers.argument(arena), 1);
        if (result < 0) {
            throw RingUnavailableException.of("registering buffers", result);
        }
        for (int id = 0; id < COUNT; id++) {
            buffers.giveBack(id);
        }
        return buffers;
    }

    void unregister(RingCalls calls, int ring) {
        try (Arena arena = Arena.ofConfined()) {
            calls.register(ring, UNREGISTER, argument(arena), 1);
        }
    }

    private MemorySegment argument(Arena arena) {
        MemorySegment argument = arena.allocate(40, 8);
        argument.set(JAVA_LONG, 0, entries.address());
        argument.set(JAVA_INT, 8, COUNT);
        argument.set(JAVA_SHORT, 12, (short) GROUP);
        return argument;
    }

    /** Lends a buffer to the system again. */
    synchronized void giveBack(int id) {
        long at = (long) (tail & COUNT - 1) * ENTRY_BYTES;
        entries.set(JAVA_LONG, at, memory.address() + (long) id * SIZE);
        entries.set(JAVA_INT, at + 8, SIZE);
        entries.set(JAVA_SHORT, at + 12, (short) id);
        tail++;
        // Release: the system reads the tail before it reads the entry.
        SHORT.setRelease(entries, TAIL_AT, tail);
    }

    /** Copies a part of a buffer to the position of another, and moves that position. */
    void copy(int id, int from, int length, ByteBuffer to) {
        to.put(to.position(), bytes, id * SIZE + from, length);
        to.position(to.position() + length);
    }
}
