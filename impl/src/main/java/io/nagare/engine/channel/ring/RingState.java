package io.nagare.engine.channel.ring;

import io.nagare.engine.queue.PaddedWord;
import io.nagare.engine.waiting.Rest;

/**
 * The word that numbers the values of a {@link Ring}, and says which writer must wake the readers.
 *
 * <pre>
 *   ENDED | SLEEPING | tail: 62 bits
 * </pre>
 *
 * <p>{@code tail} is the number of values that were given a number. SLEEPING: a reader waits for the next value. The
 * writer that draws the next number clears the bit, and wakes the readers in the wait list when the value is in its
 * place.
 *
 * <p>Always holds: a reader falls asleep only by a compare-and-set of the word, and only if it has reached the tail in
 * that word. It is in the wait list by then. So the writer that draws the next number finds the bit and the reader. No
 * wake-up is lost, and publishing a value needs no fence.
 *
 * <p>All changes of the word are full compare-and-sets.
 */
public final class RingState extends PaddedWord {

    private static final long ENDED_BIT = 1L << 63;
    private static final long SLEEPING_BIT = 1L << 62;
    private static final long TAIL = SLEEPING_BIT - 1;

    /**
     * Any thread: reads the word, with which the caller can claim the next number unless it {@link #hasEnded(long)}.
     * Acquire is enough: a word that is too old fails the compare-and-set of {@link #claim}, and the end is final.
     */
    public long word() {
        return getAcquire();
    }

    /** Any thread: draws the {@link #number} of a word, if the word has not changed since it was read. */
    public boolean claim(long word) {
        return compareAndSet(word, number(word) + 1);
    }

    public static boolean hasEnded(long word) {
        return word < 0;
    }

    public static long number(long word) {
        return word & TAIL;
    }

    /** Whether the writer that claimed the number of this word must wake the readers when the value is in its place. */
    public static boolean mustWake(long word) {
        return (word & SLEEPING_BIT) != 0;
    }

    /**
     * Reader, after it has put itself into the wait list: finds out what to do when there is no value at its position.
     */
    public Rest rest(long position) {
        for (; ; ) {
            long now = getVolatile();
            if ((now & TAIL) != position) {
                return Rest.EXPECTING;
            }
            if (now < 0) {
                return Rest.ENDED;
            }
            if ((now & SLEEPING_BIT) != 0 || compareAndSet(now, now | SLEEPING_BIT)) {
                return Rest.ASLEEP;
            }
        }
    }

    /**
     * Any thread: ends the ring, so that no more numbers are given out. The caller must wake the readers. Returns false
     * if the ring had ended before.
     */
    public boolean end() {
        for (long now = getVolatile(); now >= 0; now = getVolatile()) {
            if (compareAndSet(now, now | ENDED_BIT)) {
                return true;
            }
        }
        return false;
    }

    public boolean hasEnded() {
        return getVolatile() < 0;
    }

    /** The number of values that were given a number. */
    public long tail() {
        return getVolatile() & TAIL;
    }
}
