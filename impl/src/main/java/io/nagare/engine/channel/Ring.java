package io.nagare.engine.channel;

import io.nagare.engine.queue.WaitList;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The machine under all that goes to several receivers: a ring that is written in turn and that every reader reads at its own
 * position.
 *
 * <p>Value number {@code n} is in slot {@code n mod size} until value {@code n + size} takes its place; each entry carries its number,
 * so that a reader which is overtaken between looking at {@code tail} and reading the slot finds out. A reader that finds a later
 * number than its own has missed exactly the values from its position to the oldest one that is still there.
 *
 * <p>Writing, ending, and the list of readers are guarded by the lock, which is the owner's to take. Readers take no lock to read.
 * The array begins small and doubles, so a ring for many values that carries few costs little.
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

        /** Readers have got on, as far as {@link #tellFrom} said. */
        void roomMade();

        /** A reader has left; so many are left. */
        void left(int remaining, RingReader<?> reader);
    }

    /** One value. The time is on the writer's scale. */
    record Entry<T>(long number, T value, long time) {}

    private static final int FIRST_SIZE = 64;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Entry[].class);
    private static final VarHandle TAIL = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "tail", VarHandle.class, Ring.class, long.class);

    final ReentrantLock lock = new ReentrantLock();
    final WaitList waiting = new WaitList();
    private final Owner owner;
    private final Pace pace;
    private final int capacity;
    private final int size;

    /**
     * Replaced by one twice as large, with the same entries in it, until that is {@code size}. The old one is not written after that, so
     * who still has it reads what was there.
     */
    private volatile Entry<?>[] slots;

    /*
     * The number of the next value. Written under the lock, after the slot: who reads it with acquire finds all values before it in
     * the ring. A reader that has read everything puts itself into the wait list and then reads `tail` again; a writer writes `tail`
     * and then takes what is in the list. The list's lock orders the two, so the reader sees the value or the writer sees it.
     */
    @SuppressWarnings("unused") // by TAIL
    private volatile long tail;

    /** Written under the lock, after the last write of {@code tail}, and after {@code failure}. */
    private volatile boolean ended;

    private @Nullable Throwable failure;

    /** A reader that has got this far tells the owner. Written under the lock. */
    private volatile long tellFrom = Long.MAX_VALUE;

    private @Nullable RingReader<T> readers;
    private int count;

    /** Up to which number may be written, as far as it is known without asking the readers. */
    private long limit = Long.MAX_VALUE;

    /**
     * A ring.
     *
     * @param capacity how far the writer may be ahead of whom it is paced by
     * @param kept how many values are kept at least, whoever has read them
     */
    Ring(Owner owner, Pace pace, int capacity, int kept) {
        this.owner = owner;
        this.pace = pace;
        this.capacity = capacity;
        this.size = powerOfTwo(Math.max(capacity, kept));
        this.slots = new Entry<?>[Math.min(size, FIRST_SIZE)];
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

    /** How many values are kept. */
    int size() {
        return size;
    }

    // Writing, under the lock

    /** Whether a value can be written, with so many others to come before it. */
    boolean hasRoom(int others) {
        long number = tail + others;
        if (number >= limit) {
            limit = limit(number + 1);
        }
        return number < limit;
    }

    /**
     * Up to which number may be written now; endless without readers. If that is below {@code worth}, any number between the two may be
     * returned: so the first reader found that is too far behind is enough, and many readers that get on together do not each look at all.
     */
    long limit(long worth) {
        if (pace == Pace.NONE || readers == null) {
            return Long.MAX_VALUE;
        }
        long edge = pace == Pace.SLOWEST ? Long.MAX_VALUE - capacity : 0;
        for (RingReader<T> reader = readers; reader != null; reader = reader.next) {
            if (pace == Pace.FASTEST) {
                edge = Math.max(edge, reader.position());
                continue;
            }
            edge = Math.min(edge, reader.position());
            if (edge + capacity < worth) {
                break;
            }
        }
        return edge + capacity;
    }

    /** From which position on a reader tells the owner that it has got on. What it waits for must be looked at after this. */
    void tellFrom(long position) {
        tellFrom = position;
    }

    /** Writes a value, for which there is room. {@link #wakeReaders()} must follow without the lock. */
    void write(T value, long time) {
        long number = tail;
        Entry<?>[] now = slots;
        if (number >= now.length && now.length < size) {
            now = grown(now, number);
        }
        SLOT.setRelease(now, (int) number & (now.length - 1), new Entry<>(number, value, time));
        TAIL.setRelease(this, number + 1);
    }

    private Entry<?>[] grown(Entry<?>[] old, long end) {
        Entry<?>[] larger = new Entry<?>[old.length * 2];
        for (long number = end - old.length; number < end; number++) {
            larger[(int) number & (larger.length - 1)] = old[(int) number & (old.length - 1)];
        }
        slots = larger;
        return larger;
    }

    /** There will be no more values. {@link #wakeReaders()} must follow without the lock. Returns false if that was known. */
    boolean end(@Nullable Throwable cause) {
        if (ended) {
            return false;
        }
        failure = cause;
        ended = true;
        return true;
    }

    /** Wakes the readers that wait, when something was written or the ring has ended. Without the lock. */
    void wakeReaders() {
        WakeTask.wake(waiting.takeAll());
    }

    // Readers

    /** Under the lock: adds a reader, which begins with the last values, if they are there and not older than that time. */
    void enter(RingReader<T> reader, int last, long oldest) {
        long start = tail - Math.min(last, Math.min(tail, slots.length));
        while (start < tail && entry(start).time() - oldest < 0) {
            start++;
        }
        reader.begin(start);
        RingReader<T> after = readers;
        reader.next = after;
        if (after != null) {
            after.previous = reader;
        }
        readers = reader;
        count++;
        limit = Math.min(limit, start + capacity);
    }

    /** Removes a reader. */
    void leave(RingReader<T> reader) {
        int remaining;
        lock.lock();
        try {
            RingReader<T> before = reader.previous;
            RingReader<T> after = reader.next;
            if (before == null) {
                readers = after;
            } else {
                before.next = after;
            }
            if (after != null) {
                after.previous = before;
            }
            count--;
            remaining = count;
        } finally {
            lock.unlock();
        }
        owner.left(remaining, reader);
        if (isPaced()) {
            owner.roomMade();
        }
    }

    /**
     * A reader has got that far. The fence stands between its write of the position and its read here, as the volatile write of {@code
     * tellFrom} stands between that and the look at the positions: one sees the other.
     */
    void moved(long position) {
        VarHandle.fullFence();
        if (position >= tellFrom) {
            owner.roomMade();
        }
    }

    /** The number of the next value. */
    long tail() {
        return (long) TAIL.getAcquire(this);
    }

    /** Whether no value comes after the tail that is read after this. */
    boolean hasEnded() {
        return ended;
    }

    /** Why it ended, if it did; null if it was no failure. */
    @Nullable Throwable failure() {
        return failure;
    }

    /** The value of that number, which is below the tail, or a later one that has taken its place. */
    @SuppressWarnings("unchecked") // write puts nothing else there
    Entry<T> entry(long number) {
        Entry<?>[] now = slots;
        return (Entry<T>) SLOT.getAcquire(now, (int) number & (now.length - 1));
    }

    /** How many readers there are. */
    int count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock: how many readers there are. */
    int countLocked() {
        return count;
    }

    /** How many values the reader that is furthest behind has not read. */
    long lag() {
        lock.lock();
        try {
            long slowest = tail;
            for (RingReader<T> reader = readers; reader != null; reader = reader.next) {
                slowest = Math.min(slowest, reader.position());
            }
            return tail - slowest;
        } finally {
            lock.unlock();
        }
    }
}
