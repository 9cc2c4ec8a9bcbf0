package io.nagare.codec;

import static java.util.Objects.requireNonNull;

import io.nagare.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a stream that have arrived and are still needed, in the pieces in which they came. Positions count from
 * the beginning of the stream. Belongs to one subscription and is called on its strand.
 *
 * <p>Always holds: each piece begins where the one before it ends. The memory in use is at most a few times the bytes
 * that are needed, and some hundred bytes, however small the pieces are.
 *
 * <p><b>Implementation.</b> A piece waits as it came, and what is taken out of one piece is a slice of it. Only what
 * spans several pieces is copied, once. Two cases are copied before they wait, because they would hold much more memory
 * than they have bytes: small pieces, which are collected in blocks, and a small rest of a large piece. If a block has
 * room for the whole frame, the frame is a slice of it, so its bytes are copied once too.
 */
final class Arrived {

    /** Pieces with fewer bytes are collected. */
    private static final int SMALL = 512;

    private static final int SMALLEST_BLOCK = 64;
    private static final int LARGEST_BLOCK = 1024;

    /** A rest of at most this part of its piece is copied. */
    private static final int SMALL_PART = 4;

    private static final int FEW = 4;
    private static final int MANY = 64;

    /** The pieces from {@link #first} to below {@link #last}. */
    private @Nullable Bytes[] pieces = new @Nullable Bytes[FEW];

    /** The position of each piece's first byte. */
    private long[] starts = new long[FEW];

    private int first;
    private int last;

    /** The position behind the last byte. */
    private long end;

    /** The array in which small pieces were collected last, and how much of it is used. */
    private byte @Nullable [] block;

    private int used;

    /** What is used of the block, as a piece. */
    private @Nullable Bytes collected;

    /** Whether the newest piece may wait as it is. */
    private boolean settled = true;

    /** The position behind the last byte that has arrived. */
    long end() {
        return end;
    }

    /** How many pieces are kept, for tests. */
    int pieces() {
        return last - first;
    }

    /** Adds a piece. */
    void add(Bytes piece) {
        if (piece.isEmpty()) {
            return;
        }
        if (last == starts.length) {
            makeRoom();
        }
        pieces[last] = piece;
        starts[last] = end;
        last++;
        end += piece.length();
        settled = false;
    }

    private void makeRoom() {
        int count = last - first;
        int capacity = count > starts.length / 2 ? 2 * starts.length : starts.length;
        pieces = Arrays.copyOfRange(pieces, first, first + capacity);
        starts = Arrays.copyOfRange(starts, first, first + capacity);
        first = 0;
        last = count;
    }

    /** Forgets all pieces that end at or before a position. */
    void dropTo(long position) {
        while (first < last && starts[first] + piece(first).length() <= position) {
            pieces[first] = null;
            first++;
        }
        if (first == last) {
            first = 0;
            last = 0;
            block = null;
            collected = null;
            if (starts.length > MANY) {
                pieces = new @Nullable Bytes[FEW];
                starts = new long[FEW];
            }
        }
    }

    /**
     * Prepares the newest piece for waiting.
     *
     * @param from the first position that is needed
     * @param missing how many more bytes the decoder waits for, as far as it is known
     */
    void settle(long from, long missing) {
        if (settled || first == last) {
            return;
        }
        settled = true;
        int newest = last - 1;
        Bytes whole = piece(newest);
        long start = Math.max(starts[newest], from);
        Bytes rest = whole.slice((int) (start - starts[newest]));
        if (rest.length() < SMALL) {
            collect(newest, start, rest, Math.max(rest.length() + missing, end - from));
        } else if (rest.length() <= whole.length() / SMALL_PART) {
            replace(newest, start, Bytes.wrap(rest.toArray()));
        }
    }

    /** Collects a small piece. A new block has as much room as is wanted, within limits. */
    private void collect(int newest, long start, Bytes rest, long wanted) {
        byte[] room = block;
        if (room != null
                && newest > first
                && pieces[newest - 1] == collected
                && rest.length() <= room.length - used) {
            rest.copyTo(room, used);
            used += rest.length();
            collected = Bytes.wrap(room, 0, used);
            pieces[newest - 1] = collected;
            pieces[newest] = null;
            last = newest;
            return;
        }
        room = new byte[(int) Math.min(LARGEST_BLOCK, Math.max(SMALLEST_BLOCK, wanted))];
        rest.copyTo(room, 0);
        block = room;
        used = rest.length();
        collected = Bytes.wrap(room, 0, used);
        replace(newest, start, collected);
    }

    private void replace(int index, long start, Bytes piece) {
        pieces[index] = piece;
        starts[index] = start;
    }

    /** Returns the byte at a position. */
    byte get(long position) {
        int index = locate(position);
        return piece(index).get((int) (position - starts[index]));
    }

    /** Returns the bytes from one position to below another. Copies them if they are in several pieces. */
    Bytes slice(long from, long to) {
        if (from == to) {
            return Bytes.empty();
        }
        int index = locate(from);
        Bytes piece = piece(index);
        int at = (int) (from - starts[index]);
        int length = (int) (to - from);
        if (length <= piece.length() - at) {
            return piece.slice(at, at + length);
        }
        byte[] joined = new byte[length];
        int filled = 0;
        while (filled < length) {
            piece = piece(index);
            Bytes part = piece.slice(at, at + Math.min(piece.length() - at, length - filled));
            part.copyTo(joined, filled);
            filled += part.length();
            index++;
            at = 0;
        }
        return Bytes.wrap(joined);
    }

    /** Returns the first position from {@code from} on where the sequence begins and is complete, or -1. */
    long indexOf(Bytes sequence, long from) {
        byte head = sequence.get(0);
        long at = indexOf(head, from);
        while (at >= 0 && at + sequence.length() <= end) {
            if (continues(sequence, at)) {
                return at;
            }
            at = indexOf(head, at + 1);
        }
        return -1;
    }

    private long indexOf(byte value, long from) {
        if (from >= end) {
            return -1;
        }
        int index = locate(from);
        int at = (int) (from - starts[index]);
        for (; index < last; index++) {
            int found = piece(index).indexOf(value, at);
            if (found >= 0) {
                return starts[index] + found;
            }
            at = 0;
        }
        return -1;
    }

    private boolean continues(Bytes sequence, long at) {
        for (int i = 1; i < sequence.length(); i++) {
            if (get(at + i) != sequence.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the index of the piece that holds a position. */
    private int locate(long position) {
        if (position < starts[first] + piece(first).length()) {
            return first;
        }
        if (position >= starts[last - 1]) {
            return last - 1;
        }
        int index = Arrays.binarySearch(starts, first, last, position);
        return index >= 0 ? index : -index - 2;
    }

    private Bytes piece(int index) {
        return requireNonNull(pieces[index], "piece");
    }
}
