package io.nagare.engine.channel.ring;

import io.nagare.driver.ShortLock;
import io.nagare.engine.queue.Contention;
import io.nagare.engine.waiting.Rest;
import io.nagare.engine.waiting.WaitList;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ring for several receivers. Its values are written one after the other, and every reader reads them at its own
 * position. Both broadcasts, {@code share}, {@code publish}, {@code replay} and {@code memoize} are built on it.
 *
 * <p>{@link RingState} gives each value its number, and {@link RingCells} keep the last values. If a reader's position
 * is older than the oldest kept value, the reader has missed exactly the values between the two.
 *
 * <p>Neither writing nor reading takes a lock. The lock guards the list of readers, and the room of a paced ring. If
 * several threads write into a paced ring, each looks for room and writes under the lock.
 */
public final class Ring<T> {

    /** Which reader bounds how far the writer may get ahead. */
    public enum Pace {
        /** No reader: the writer overwrites old values. */
        NONE,
        /** The reader that is furthest ahead. The writer may overtake the others. */
        FASTEST,
        /** The reader that is furthest behind. The writer overtakes no reader. */
        SLOWEST
    }

    /** The owner of a ring, which the ring calls on the strand of a reader and without the lock. */
    public interface Owner {

        /** Called when a reader has demand for the first time, or again after it had none. */
        void demanded();

        /**
         * Called when a reader has reached {@link #tellFrom} or gone beyond it, with its position. Also called when a
         * reader of a paced ring has left, with the position 0.
         */
        void moved(long position);

        /** Called when a reader is about to leave. Under the lock. */
        default void leaving(RingReader<?> reader) {}

        /** Called when a reader has left, with the number of remaining readers. */
        void left(int remaining, RingReader<?> reader);
    }

    public final ShortLock lock = new ShortLock();
    final WaitList waiting = new WaitList();
    private final RingState state = new RingState();
    private final Owner owner;
    private final Pace pace;
    private final int capacity;
    private final int size;
    private final boolean remembers;
    private final RingCells<T> cells;

    /** When the kept values were written, by number modulo size; null if the ring is not timed. The lock guards it. */
    private final long @Nullable [] times;

    /**
     * Why the ring has ended. Plain: it is written before the compare-and-set that ends the ring, and read after the
     * end was seen.
     */
    private @Nullable Throwable failure;

    /**
     * A reader that has reached this position tells the owner. Written under the lock; volatile, because readers read
     * it without.
     */
    private volatile long tellFrom = Long.MAX_VALUE;

    /** The readers. The lock guards this field and those below. */
    private final RingReaders<T> readers = new RingReaders<>();

    /** The furthest position that a reader has told the owner. */
    private long fastest;

    /**
     * The number of readers for writers, who read it without the lock. A reader is counted before its first position is
     * read from the tail. So if the reader gets a value, the writer of that value has counted the reader.
     */
    private volatile int counted;

    /**
     * The number of readers for all others. A reader is counted after its first position is fixed. So if a thread has
     * seen the reader here, the reader gets each value that the thread then writes.
     */
    private volatile int count;

    /** The number up to which values may be written, as known without looking at the readers. The lock guards it. */
    private long limit = Long.MAX_VALUE;

    /**
     * Makes an empty ring.
     *
     * @param capacity how far the writer may be ahead of the reader that paces it
     * @param kept how many values are kept, at least, even if all readers have read them
     * @param timed whether the ring keeps the times at which values were written
     */
    public Ring(Owner owner, Pace pace, int capacity, int kept, boolean timed) {
        this.owner = owner;
        this.pace = pace;
        this.capacity = capacity;
        this.size = powerOfTwo(Math.max(capacity, kept));
        this.remembers = kept > capacity;
        this.cells = new RingCells<>(size);
        this.times = timed ? new long[size] : null;
    }

    private static int powerOfTwo(int least) {
        return Integer.highestOneBit(least * 2 - 1);
    }

    Owner owner() {
        return owner;
    }

    boolean isPaced() {
        return pace != Pace.NONE;
    }

    /** Whether values stay here for later readers, even if all present readers have read them. */
    boolean remembers() {
        return remembers;
    }

    /** The number of values that are kept. */
    public int size() {
        return size;
    }

    // Writing

    /** In place of the number of readers: the ring has ended. */
    public static final int ENDED = -1;

    private static final long WAKE = 1L << 32;

    /** Writes a value and wakes waiting readers. Any thread. Returns the number of readers, or {@link #ENDED}. */
    public int send(T value) {
        long written = write(value);
        if (mustWake(written)) {
            wakeReaders();
        }
        return (int) written;
    }

    /** As {@link #write(Object)}, and keeps the time if the ring is timed. Under the lock. */
    public long write(T value, long time) {
        if (times != null) {
            times[place(tail())] = time;
        }
        return write(value);
    }

    private int place(long number) {
        return (int) number & (size - 1);
    }

    /**
     * Writes a value. The caller has made sure that a paced ring has room. Returns the number of readers, or
     * {@link #ENDED}. If {@link #mustWake} holds for the result, the caller must then call {@link #wakeReaders()}
     * without the lock.
     *
     * <p>The place is made before the number is drawn. If there is no memory for the place, no reader waits for that
     * number.
     */
    public long write(T value) {
        for (; ; ) {
            long word = state.word();
            if (RingState.hasEnded(word)) {
                return ENDED;
            }
            long number = RingState.number(word);
            RingSegment<T> segment = cells.segmentForNext(number);
            if (state.claim(word)) {
                // The count is read before the value is put. A reader that still waits for the value cannot have left
                // after reading it, so it is counted.
                int readers = counted;
                segment.put(segment.index(number), value);
                return RingState.mustWake(word) ? readers | WAKE : readers;
            }
            Contention.giveWay();
        }
    }

    public static boolean mustWake(long written) {
        return written >= WAKE;
    }

    /**
     * Ends the ring, under the lock. The caller must then call {@link #wakeReaders()} without the lock. Returns false
     * if the ring had ended before.
     */
    public boolean end(@Nullable Throwable cause) {
        if (state.hasEnded()) {
            return false;
        }
        failure = cause;
        return state.end();
    }

    /** Wakes the waiting readers after a write or the end. Without the lock. */
    public void wakeReaders() {
        WakeTask.wake(waiting.takeAll());
    }

    // Room, under the lock

    /** Whether there is room for a value behind {@code others} further values. */
    public boolean hasRoom(int others) {
        long number = tail() + others;
        if (number >= limit) {
            limit = limit(number + 1);
        }
        return number < limit;
    }

    /**
     * The number up to which values may be written now, {@link Long#MAX_VALUE} without readers. If that number is below
     * {@code worth}, this may return any number between the two.
     */
    public long limit(long worth) {
        if (pace == Pace.NONE || readers.isEmpty()) {
            return Long.MAX_VALUE;
        }
        return (pace == Pace.FASTEST ? fastest : readers.slowest(worth - capacity)) + capacity;
    }

    /** Notes that a reader has told the owner its position. Under the lock. */
    public void reached(long position) {
        fastest = Math.max(fastest, position);
    }

    /**
     * Sets the position from which readers tell the owner. The owner must look at the readers' positions after this.
     * The fence keeps that look behind the write, see {@link #moved}.
     */
    public void tellFrom(long position) {
        tellFrom = position;
        VarHandle.fullFence();
    }

    // Readers

    /**
     * Adds a reader, under the lock. It begins with up to {@code last} of the last values, without those that were
     * written before {@code oldest}.
     */
    public void enter(RingReader<T> reader, int last, long oldest) {
        int now = count + 1;
        counted = now;
        long tail = state.tail();
        long start = tail - Math.min(last, Math.min(tail, size));
        while (times != null && start < tail && times[place(start)] - oldest < 0) {
            start++;
        }
        reader.begin(start);
        readers.add(reader);
        reached(start);
        limit = Math.min(limit, start + capacity);
        count = now;
    }

    /** Removes a reader. */
    void leave(RingReader<T> reader) {
        int remaining;
        lock.lock();
        try {
            readers.remove(reader);
            owner.leaving(reader);
            remaining = count - 1;
            counted = remaining;
            count = remaining;
        } finally {
            lock.unlock();
        }
        owner.left(remaining, reader);
        if (isPaced()) {
            owner.moved(0);
        }
    }

    /**
     * Tells the owner the position of a reader that has reached {@code tellFrom}. The fence stands between the reader's
     * write of its position and its read here. On the other side, {@link #tellFrom(long)} has one between its write and
     * the owner's look at the positions. So at least one side sees the other's write.
     */
    void moved(long position) {
        VarHandle.fullFence();
        if (position >= tellFrom) {
            owner.moved(position);
        }
    }

    /** The number of the next value. */
    long tail() {
        return state.tail();
    }

    /** The kept values from a number on, of a ring that has ended. Waits for a value that is just being put. */
    public List<T> valuesFrom(long number) {
        List<T> values = new ArrayList<>();
        for (long next = Math.max(Math.max(number, 0), oldest()); next < tail(); next++) {
            T value = cells.value(next);
            while (value == null) {
                Thread.yield();
                value = cells.value(next);
            }
            values.add(value);
        }
        return values;
    }

    /** The number of the oldest kept value; below 0 if the ring is not full yet. */
    long oldest() {
        return state.tail() - size;
    }

    /** The cells that hold the values. */
    RingCells<T> cells() {
        return cells;
    }

    /** Makes a reader wait for the value at its position, if the value has no number yet and the ring has not ended. */
    Rest rest(WaitList.Place place, long position) {
        if (state.tail() == position) {
            waiting.add(place);
        }
        return state.rest(position);
    }

    public boolean hasEnded() {
        return state.hasEnded();
    }

    /** The failure with which the ring has ended; null if there is none. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** The last value of a ring that has ended; null if there is none. */
    public @Nullable T last() {
        long tail = state.tail();
        return tail == 0 ? null : cells.value(tail - 1);
    }

    /** The number of readers. Each of them gets what the calling thread writes from now on. */
    public int count() {
        return count;
    }

    /** The number of values that the slowest reader has not read. */
    public long lag() {
        lock.lock();
        try {
            long tail = state.tail();
            return tail - readers.slowestNow(tail);
        } finally {
            lock.unlock();
        }
    }
}
