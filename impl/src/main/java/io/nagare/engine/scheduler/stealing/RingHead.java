package io.nagare.engine.scheduler.stealing;

import io.nagare.engine.queue.PaddedWord;

/**
 * The head of a {@link LocalQueue}: two cursors of 32 bits that only ever grow (and wrap), in one word.
 *
 * <p>{@code real} is the position of the next task to take. {@code steal} stays behind it while a thief copies the
 * tasks that it has claimed, and otherwise equals it. The places between the two belong to the thief. The owner may not
 * write them until the thief has caught up, so there is at most one thief at a time.
 *
 * <p>Every transition is one compare-and-set of the whole word. So a word may be read with acquire: one that is too old
 * fails the compare-and-set. With 32 bits for each cursor, the same word comes back only after 2<sup>32</sup> tasks.
 * With 16 bits Tokio met that problem (its issue 5041).
 */
public final class RingHead extends PaddedWord {

    /**
     * From {@link #takeOne}: there is no task. No position equals it, because positions are unsigned 32-bit numbers
     * here.
     */
    public static final long EMPTY = -1;

    public static int steal(long head) {
        return (int) (head >>> 32);
    }

    static int real(long head) {
        return (int) head;
    }

    public static boolean isBeingRobbed(long head) {
        return steal(head) != real(head);
    }

    private static long pack(int steal, int real) {
        return (long) steal << 32 | Integer.toUnsignedLong(real);
    }

    /** Sets both cursors, before the first use. The queue's final field publishes them. */
    public void begin(int origin) {
        // No other thread has this object yet, so any mode would do.
        setRelease(pack(origin, origin));
    }

    /**
     * Owner: takes the oldest task.
     *
     * @return its position, or {@link #EMPTY}
     */
    public long takeOne(int tail) {
        while (true) {
            // Acquire: a word that is too old fails the compare-and-set.
            long head = getAcquire();
            int real = real(head);
            // Only the owner moves the tail, and `real` never passes it. An old head would show an older `real`, which
            // is not the tail.
            if (real == tail) {
                return EMPTY;
            }
            int steal = isBeingRobbed(head) ? steal(head) : real + 1;
            if (compareAndSet(head, pack(steal, real + 1))) {
                return Integer.toUnsignedLong(real);
            }
        }
    }

    /** Owner: claims all tasks up to {@code tail}. Returns false if a thief is at work or came in between. */
    public boolean takeAll(long seen, int tail) {
        return !isBeingRobbed(seen) && compareAndSet(seen, pack(tail, tail));
    }

    /**
     * Thief: claims {@code count} tasks. After success the caller copies them, and must then call {@link #finishSteal}.
     */
    public boolean beginSteal(long seen, int count) {
        return compareAndSet(seen, pack(steal(seen), real(seen) + count));
    }

    /**
     * Thief: gives the places that it has copied back to the owner. The compare-and-set releases the copying. It pairs
     * with the owner's {@link #getAcquire}, which comes before the owner's next write of these places.
     */
    public void finishSteal() {
        while (true) {
            // Acquire: a word that is too old fails the compare-and-set. Meanwhile only this thief moves `steal`, and
            // only the owner moves `real`.
            long head = getAcquire();
            int real = real(head);
            if (compareAndSet(head, pack(real, real))) {
                return;
            }
        }
    }
}
