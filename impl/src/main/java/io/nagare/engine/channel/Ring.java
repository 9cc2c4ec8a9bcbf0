package io.nagare.engine.channel;

import io.nagare.engine.queue.Contention;
import io.nagare.engine.queue.WaitList;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The machine under all that goes to several receivers: a ring that is written in turn and that every reader reads at
 * its own position.
 *
 * <p>{@link RingState} gives each value its number, and {@link RingCells} keep the last of them. A reader whose
 * position the tail has left further behind than that has missed exactly the values from its position to the oldest one
 * that is kept.
 *
 * <p>Neither writing nor reading takes a lock. The lock guards the list of readers, and the room of a paced ring. Where
 * several threads write into such a ring, each looks for room and writes in one go.
 */
final class Ring<T> {

    /** Whom the writer may not get too far ahead of. */
    enum Pace {
        /** Nobody: it overwrites. */
        NONE,
        /** The reader that is furthest ahead: others may be overtaken. */
        FASTEST,
        /** The reader that is furthest behind: nobody is overtaken. */
        SLOWEST
    }

    /** What the ring tells whom it belongs to, on the strand of a reader and without the lock. */
    interface Owner {

        /** A reader wants values. */
        void demanded();

        /** A reader that got past {@link #tellFrom} is at that position now, or, at 0, one has left. */
        void moved(long position);

        /** A reader is about to leave. Under the lock. */
        default void leaving(RingReader<?> reader) {}

        /** A reader has left; so many are left. */
        void left(int remaining, RingReader<?> reader);
    }

    final ReentrantLock lock = new ReentrantLock();
    final WaitList waiting = new WaitList();
    private final RingState state = new RingState();
    private final Owner owner;
    private final Pace pace;
    private final int capacity;
    private final int size;
    private final boolean remembers;
    private final RingCells<T> cells;

    /** When the kept values were written, by number modulo size; null if nobody asks. Under the lock. */
    private final long @Nullable [] times;

    /** Written before the ring ends. */
    private @Nullable Throwable failure;

    /** A reader that has got this far tells the owner. Written under the lock. */
    private volatile long tellFrom = Long.MAX_VALUE;

    /** Under the lock, as what follows. */
    private final RingReaders<T> readers = new RingReaders<>();

    /** The furthest position that a reader has told. */
    private long fastest;

    /** Written under the lock. A reader is counted before its position is known: who sends a value to it counts it. */
    private volatile int count;

    /** Up to which number may be written, as far as it is known without asking the readers. Under the lock. */
    private long limit = Long.MAX_VALUE;

    /**
     * A ring.
     *
     * @param capacity how far the writer may be ahead of whom it is paced by
     * @param kept how many values are kept at least, whoever has read them
     * @param timed whether it is kept when values were written
     */
    Ring(Owner owner, Pace pace, int capacity, int kept, boolean timed) {
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

    /** Whether values stay here for readers to come, whoever has read them. */
    boolean remembers() {
        return remembers;
    }

    /** How many values are kept. */
    int size() {
        return size;
    }

    // Writing

    /** Instead of how many readers there were: the ring has ended. */
    static final int ENDED = -1;

    private static final long WAKE = 1L << 32;

    /** Writes a value and wakes waiting readers. Any thread. Returns the number of readers, or {@link #ENDED}. */
    int send(T value) {
        long written = write(value);
        if (mustWake(written)) {
            wakeReaders();
        }
        return (int) written;
    }

    /** As {@link #write(Object)}, under the lock, with the time, if that is kept. */
    long write(T value, long time) {
        if (times != null) {
            times[place(tail())] = time;
        }
        return write(value);
    }

    private int place(long number) {
        return (int) number & (size - 1);
    }

    /**
     * Writes a value. The caller has seen that a paced ring has room. Returns how many readers there were, or {@link
     * #ENDED}. If the result says so ({@link #mustWake}), {@link #wakeReaders()} must follow without the lock.
     *
     * <p>The place is made before the number is drawn. If there is no memory for it, no reader waits for that number.
     */
    long write(T value) {
        for (; ; ) {
            long word = state.word();
            if (RingState.hasEnded(word)) {
                return ENDED;
            }
            long number = RingState.number(word);
            RingSegment<T> segment = cells.segmentForNext(number);
            if (state.claim(word)) {
                // Before the value is in its place, no reader can have got behind it, to the end.
                int readers = count;
                segment.put(segment.index(number), value);
                return RingState.mustWake(word) ? readers | WAKE : readers;
            }
            Contention.giveWay();
        }
    }

    static boolean mustWake(long written) {
        return written >= WAKE;
    }

    /** Under the lock: no more values come; {@link #wakeReaders()} must follow without it. False if that was known. */
    boolean end(@Nullable Throwable cause) {
        if (state.hasEnded()) {
            return false;
        }
        failure = cause;
        return state.end();
    }

    /** Wakes the readers that wait, when something was written or the ring has ended. Without the lock. */
    void wakeReaders() {
        WakeTask.wake(waiting.takeAll());
    }

    // Room, under the lock

    /** Whether a value can be written, with so many others to come before it. */
    boolean hasRoom(int others) {
        long number = tail() + others;
        if (number >= limit) {
            limit = limit(number + 1);
        }
        return number < limit;
    }

    /**
     * Up to which number may be written now; endless without readers. If that is below {@code worth}, any number
     * between the two may be returned.
     */
    long limit(long worth) {
        if (pace == Pace.NONE || readers.isEmpty()) {
            return Long.MAX_VALUE;
        }
        return (pace == Pace.FASTEST ? fastest : readers.slowest(worth - capacity)) + capacity;
    }

    /** Under the lock: a reader has told that it is at that position. */
    void reached(long position) {
        fastest = Math.max(fastest, position);
    }

    /** From which position on a reader tells the owner. What the owner waits for must be looked at after this. */
    void tellFrom(long position) {
        tellFrom = position;
    }

    // Readers

    /**
     * Under the lock: adds a reader, which begins with the last values, if they are there and not older than that time.
     */
    void enter(RingReader<T> reader, int last, long oldest) {
        int before = count;
        count = before + 1;
        long tail = state.tail();
        long start = tail - Math.min(last, Math.min(tail, size));
        while (times != null && start < tail && times[place(start)] - oldest < 0) {
            start++;
        }
        reader.begin(start);
        readers.add(reader);
        reached(start);
        limit = Math.min(limit, start + capacity);
    }

    /** Removes a reader. */
    void leave(RingReader<T> reader) {
        int remaining;
        lock.lock();
        try {
            readers.remove(reader);
            owner.leaving(reader);
            remaining = count - 1;
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
     * A reader has got that far. The fence stands between its write of the position and its read here, as the volatile
     * write of {@code tellFrom} stands between that and the look at the positions: one sees the other.
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

    /** The values from that number on that are kept, of a ring that has ended. Waits for one that is being put. */
    List<T> valuesFrom(long number) {
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

    /** The number of the oldest value that is kept, if there are so many. */
    long oldest() {
        return state.tail() - size;
    }

    /** Where the values are. */
    RingCells<T> cells() {
        return cells;
    }

    /** A reader waits for a value at its position, if there is none yet and can be one. */
    Rest rest(WaitList.Place place, long position) {
        if (state.tail() == position) {
            waiting.add(place);
        }
        return state.rest(position);
    }

    boolean hasEnded() {
        return state.hasEnded();
    }

    /** Why it ended, if it did; null if it was no failure. */
    @Nullable Throwable failure() {
        return failure;
    }

    /** The last value of a ring that has ended; null if there was none. */
    @Nullable T last() {
        long tail = state.tail();
        return tail == 0 ? null : cells.value(tail - 1);
    }

    /** How many readers there are. */
    int count() {
        return count;
    }

    /** How many values the reader that is furthest behind has not read. */
    long lag() {
        lock.lock();
        try {
            long tail = state.tail();
            return tail - readers.slowestNow(tail);
        } finally {
            lock.unlock();
        }
    }
}
