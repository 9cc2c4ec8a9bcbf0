package io.nagare.fs;

import io.nagare.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The chunks that a blocking job has read and the strand has not taken yet: a bounded queue of one producer and one consumer. The producer is
 * the running job (one at a time, ordered by {@link FileReadState}), the consumer is the strand.
 *
 * <p>Memory that was never touched before costs about as much as reading into it, and a chunk needs it once: in the array that is handed out.
 * Which side provides it is decided by which one has time to spare. A consumer that is ahead copies the chunk and leaves the producer the block
 * to read into again; one that is behind, or alone, is given the block itself, and the producer makes
 * another.
 *
 * <p>Always holds: a slot and its block belong to the producer while its length is 0, and to the consumer otherwise. The two sides share no
 * word but the lengths.
 */
final class ChunkQueue {

    private static final VarHandle LENGTH = MethodHandles.arrayElementVarHandle(int[].class);

    private final byte @Nullable [][] blocks;
    private final int[] lengths;

    /** The producer's. */
    private int tail;

    /** The consumer's. */
    private int head;

    ChunkQueue(int capacity) {
        blocks = new byte @Nullable [capacity][];
        lengths = new int[capacity];
    }

    int capacity() {
        return lengths.length;
    }

    /** Producer: whether there is no room. */
    boolean isFull() {
        // Acquire pairs with the release in poll(): if there is room, the consumer is done with the block.
        return (int) LENGTH.getAcquire(lengths, tail) != 0;
    }

    /** Producer, when there is room: what to read the next chunk into; at least that many bytes, and so many if it is new. */
    byte[] block(int length) {
        byte[] block = blocks[tail];
        if (block == null || block.length < length) {
            block = new byte[length];
            blocks[tail] = block;
        }
        return block;
    }

    /** Producer: adds the chunk that was read into {@link #block}, at least 1 byte. */
    void add(int length) {
        // Release pairs with the acquire in poll(): who sees the length sees the block and its bytes.
        LENGTH.setRelease(lengths, tail, length);
        tail = next(tail);
    }

    /**
     * Consumer: takes the oldest chunk, or returns null if there is none.
     *
     * @param producing whether a producer may be at work, to whom the block is of use
     */
    @Nullable Bytes poll(boolean producing) {
        // Acquire pairs with the release in add().
        int length = (int) LENGTH.getAcquire(lengths, head);
        if (length == 0) {
            return null;
        }
        byte[] block = Objects.requireNonNull(blocks[head]);
        if (length == block.length && !(producing && isBelowHalf())) {
            blocks[head] = null;
        } else {
            block = Arrays.copyOf(block, length);
        }
        // Release pairs with the acquire in isFull(): the copy has been made, or the block taken out.
        LENGTH.setRelease(lengths, head, 0);
        head = next(head);
        return Bytes.wrap(block);
    }

    /** Consumer: whether there is nothing to take. */
    boolean isEmpty() {
        return isFree(head);
    }

    /** Consumer: whether at least half of the slots are free. */
    boolean isBelowHalf() {
        int middle = head + lengths.length / 2;
        return isFree(middle < lengths.length ? middle : middle - lengths.length);
    }

    /** Slots are filled in order: if one is free, so are those behind it, up to the head. */
    private boolean isFree(int index) {
        // Opaque would do: nothing is read from the block.
        return (int) LENGTH.getAcquire(lengths, index) == 0;
    }

    private int next(int index) {
        return index + 1 == lengths.length ? 0 : index + 1;
    }
}
