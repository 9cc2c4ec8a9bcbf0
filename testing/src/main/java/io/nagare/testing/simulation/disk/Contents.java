package io.nagare.testing.simulation.disk;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * The bytes of a file as programs see them, and the changes since they were last forced. A loss of power undoes these
 * changes, and makes again those that had reached the disk.
 */
final class Contents {

    /** How many bytes may wait to be forced. Beyond that the oldest are on the disk, as a system writes them back. */
    private static final long MOST_UNFORCED = 16 << 20;

    /** A change: the bytes at a position before and after, and the length before and after. */
    private static final class Change {

        private final int position;
        private final byte[] before;
        private final byte[] after;
        private final int lengthBefore;
        private final int lengthAfter;
        private State state = State.UNFORCED;

        Change(int position, byte[] before, byte[] after, int lengthBefore, int lengthAfter) {
            this.position = position;
            this.before = before;
            this.after = after;
            this.lengthBefore = lengthBefore;
            this.lengthAfter = lengthAfter;
        }
    }

    private enum State {
        UNFORCED,
        FORCED,
        /** Forcing it has failed. The system has given it up, so forcing again does not help. */
        GIVEN_UP
    }

    private byte[] bytes = {};
    private int length;
    private final Deque<Change> changes = new ArrayDeque<>();
    private long unforced;

    int length() {
        return length;
    }

    /** Copies bytes from a position. Returns how many there were, -1 behind the end. */
    int read(long position, byte[] target, int offset, int count) {
        if (position >= length) {
            return -1;
        }
        int copied = (int) Math.min(count, length - position);
        System.arraycopy(bytes, (int) position, target, offset, copied);
        return copied;
    }

    void write(int position, byte[] written) {
        int end = position + written.length;
        int overwritten = Math.max(0, Math.min(length, end) - position);
        byte[] before = overwritten == 0 ? new byte[0] : Arrays.copyOfRange(bytes, position, position + overwritten);
        add(new Change(position, before, written, length, Math.max(length, end)));
    }

    void setLength(int newLength) {
        byte[] cut = newLength < length ? Arrays.copyOfRange(bytes, newLength, length) : new byte[0];
        add(new Change(newLength, cut, new byte[0], length, newLength));
    }

    private void add(Change change) {
        changes.addLast(change);
        redo(change, change.after.length);
        unforced += change.before.length + change.after.length;
        while (unforced > MOST_UNFORCED) {
            forget(changes.removeFirst());
        }
    }

    private void forget(Change change) {
        unforced -= change.before.length + change.after.length;
    }

    /** Makes sure that a loss of power loses nothing of what was written, except what was given up. */
    void force() {
        changes.stream()
                .filter(change -> change.state == State.UNFORCED)
                .forEach(change -> change.state = State.FORCED);
        while (!changes.isEmpty() && changes.getFirst().state == State.FORCED) {
            forget(changes.removeFirst());
        }
    }

    /** Forcing has failed: the changes may be lost although later ones are forced. */
    void giveUp() {
        changes.stream()
                .filter(change -> change.state == State.UNFORCED)
                .forEach(change -> change.state = State.GIVEN_UP);
    }

    /** The machine has lost power. Each change that was not forced is there, or torn, or lost. */
    void losePower(Tearing tearing) {
        for (Iterator<Change> newestFirst = changes.descendingIterator(); newestFirst.hasNext(); ) {
            undo(newestFirst.next());
        }
        for (Change change : changes) {
            if (change.state == State.FORCED) {
                redo(change, change.after.length);
            } else if (change.after.length > 0) {
                redo(change, tearing.surviving(change.after.length));
            } else if (tearing.survives()) {
                redo(change, 0);
            }
        }
        changes.clear();
        unforced = 0;
    }

    private void undo(Change change) {
        resize(change.lengthBefore);
        System.arraycopy(change.before, 0, bytes, change.position, change.before.length);
    }

    /** Makes a change with the first {@code count} bytes of what was written. */
    private void redo(Change change, int count) {
        if (change.after.length == 0) {
            resize(change.lengthAfter);
        } else if (count > 0) {
            resize(Math.max(length, change.position + count));
            System.arraycopy(change.after, 0, bytes, change.position, count);
        }
    }

    /** Sets the length. What is added is zero. */
    private void resize(int newLength) {
        if (newLength > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(newLength, (int) Math.min(Integer.MAX_VALUE - 8, 2L * bytes.length)));
        }
        if (newLength < length) {
            Arrays.fill(bytes, newLength, length, (byte) 0);
        }
        length = newLength;
    }
}
