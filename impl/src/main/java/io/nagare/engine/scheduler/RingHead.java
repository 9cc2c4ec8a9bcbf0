package io.nagare.engine.scheduler;

/**
 * The head of a {@link LocalQueue}: two cursors of 32 bits that only ever grow (and wrap), in one word.
 *
 * <p>{@code real} is where the next task is taken from. {@code steal} trails it while a thief copies what it has
 * claimed, and equals it otherwise; what lies between the two is the thief's, and its places may not be written again
 * until the thief has caught up. Hence at most one thief at a time.
 *
 * <p>Every transition is one compare-and-set of the whole word. 32 bits for each cursor make the same word come back
 * only after four thousand million tasks; with 16 bits Tokio met that (its issue 5041).
 */
final class RingHead extends PaddedWord {

    /** From {@link #takeOne}: there is none. No cursor equals it, since they are unsigned 32 bits here. */
    static final long EMPTY = -1;

    static int steal(long head) {
        return (int) (head >>> 32);
    }

    static int real(long head) {
        return (int) head;
    }

    static boolean isBeingRobbed(long head) {
        return steal(head) != real(head);
    }

    private static long pack(int steal, int real) {
        return (long) steal << 32 | Integer.toUnsignedLong(real);
    }

    /** Before the first use: sets both cursors. */
    void begin(int origin) {
        setRelease(pack(origin, origin));
    }

    /**
     * Owner: takes the oldest task.
     *
     * @return its position, or {@link #EMPTY}
     */
    long takeOne(int tail) {
        while (true) {
            long head = getAcquire();
            int real = real(head);
            if (real == tail) {
                return EMPTY;
            }
            int steal = isBeingRobbed(head) ? steal(head) : real + 1;
            if (compareAndSet(head, pack(steal, real + 1))) {
                return Integer.toUnsignedLong(real);
            }
        }
    }

    /** Owner: claims everything up to {@code tail}. Fails if a thief came in between. */
    boolean takeAll(long seen, int tail) {
        return !isBeingRobbed(seen) && compareAndSet(seen, pack(tail, tail));
    }

    /** Thief: claims {@code count} tasks. On success the caller copies them and must then {@link #finishSteal}. */
    boolean beginSteal(long seen, int count) {
        return compareAndSet(seen, pack(steal(seen), real(seen) + count));
    }

    /**
     * Thief: gives the places that it has copied back to the owner. The release half of the exchange orders the copying
     * before it; the owner's {@link #getAcquire} before its next write of these places is the partner.
     */
    void finishSteal() {
        while (true) {
            long head = getAcquire();
            int real = real(head);
            if (compareAndSet(head, pack(real, real))) {
                return;
            }
        }
    }
}
