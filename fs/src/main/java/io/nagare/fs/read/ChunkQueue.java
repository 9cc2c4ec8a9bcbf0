package io.nagare.fs.read;

import io.nagare.Bytes;
import io.nagare.fs.work.FileState;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The chunks that a blocking job has read and the strand has not taken: a bounded queue of one producer and one
 * consumer. The producer is the running job; {@link FileState} orders one job before the next. The consumer is the
 * strand, which also sets the limit of chunks.
 *
 * <p>Always holds: a slot belongs to the producer while it is empty, and otherwise to the consumer. Besides the slots
 * the two sides share only the limit, which orders nothing.
 */
final class ChunkQueue {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Bytes[].class);

    private static final VarHandle LIMIT = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "limit", VarHandle.class, ChunkQueue.class, int.class);

    private final @Nullable Bytes[] slots;

    /** The producer's. */
    private int tail;

    /** The consumer's. */
    private int head;

    @SuppressWarnings("unused") // by LIMIT
    private int limit;

    /**
     * An empty queue. Its limit is its capacity.
     *
     * @param capacity the highest limit there can be, at least 1
     */
    ChunkQueue(int capacity) {
        slots = new Bytes[capacity];
        limit = capacity;
    }

    int capacity() {
        return slots.length;
    }

    /** How many chunks there may be. */
    int limit() {
        // Opaque: an old value makes the producer stop a little early or a little late, but never beyond the slots.
        return (int) LIMIT.getOpaque(this);
    }

    /** Consumer: sets how many chunks there may be, 1 to the capacity. There may be more at the moment. */
    void limit(int chunks) {
        LIMIT.setOpaque(this, chunks);
    }

    /** Producer: whether there is no room. */
    boolean isFull() {
        // Chunks go in and out in order. If the oldest chunk that counts against the limit has been taken, all chunks
        // before it have been, too.
        int oldest = tail - limit();
        return !isFree(oldest < 0 ? oldest + slots.length : oldest) || !isFree(tail);
    }

    /** Producer, when there is room. */
    void add(Bytes chunk) {
        // Release pairs with the acquire in poll(): a reader that sees the chunk sees its bytes.
        SLOT.setRelease(slots, tail, chunk);
        tail = next(tail);
    }

    /** Consumer: takes the oldest chunk, or returns null if there is none. */
    @Nullable Bytes poll() {
        // Acquire pairs with the release in add().
        Bytes chunk = (Bytes) SLOT.getAcquire(slots, head);
        if (chunk != null) {
            // Opaque would do: the producer that finds the slot empty reads nothing that was written before.
            SLOT.setRelease(slots, head, null);
            head = next(head);
        }
        return chunk;
    }

    /** Consumer: whether there is nothing to take. */
    boolean isEmpty() {
        return isFree(head);
    }

    /** Consumer: whether there may be at least twice as many. */
    boolean isBelowHalf() {
        int middle = head + limit() / 2;
        return isFree(middle < slots.length ? middle : middle - slots.length);
    }

    /** Slots are filled in order: if one is free, so are those behind it, up to the head. */
    private boolean isFree(int index) {
        // Opaque would do: nothing is read from the chunk.
        return SLOT.getAcquire(slots, index) == null;
    }

    private int next(int index) {
        return index + 1 == slots.length ? 0 : index + 1;
    }
}
