package io.nagare.engine.channel;

import io.nagare.engine.scheduler.PaddedWord;

/**
 * The word that decides which value comes next in a {@link Ring}, and who must wake the readers for it.
 *
 * <pre>
 *   ENDED | SLEEPING | tail: 62 bits
 * </pre>
 *
 * <p>{@code tail} is how many values were given a number. SLEEPING: a reader waits for the next value; who draws its
 * number takes the bit away, and wakes those in the wait list when the value is in its place.
 *
 * <p>Always holds: a reader falls asleep only by a word whose tail it has reached, and it is in the wait list by then.
 * So whoever draws the next number finds the bit and the reader, no wake-up is lost, and publishing a value needs no
 * fence.
 *
 * <p>All changes of the word are full compare-and-sets.
 */
final class RingState extends PaddedWord {

    private static final long ENDED_BIT = 1L << 63;
    private static final long SLEEPING_BIT = 1L << 62;
    private static final long TAIL = SLEEPING_BIT - 1;

    /** Any thread: the word by which the next number can be claimed, unless it {@link #hasEnded(long)}. */
    long word() {
        return getAcquire();
    }

    /** Any thread: draws the {@link #number} of that word, if nothing has changed since. */
    boolean claim(long word) {
        return compareAndSet(word, number(word) + 1);
    }

    static boolean hasEnded(long word) {
        return word < 0;
    }

    static long number(long word) {
        return word & TAIL;
    }

    /** Whether who claimed the number of that word must wake the readers when the value is in its place. */
    static boolean mustWake(long word) {
        return (word & SLEEPING_BIT) != 0;
    }

    /** Reader, after it has put itself into the wait list: there was no value at its position. */
    Rest rest(long position) {
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
     * Any thread: no number is given out any more. The readers must be woken. Returns whether it was this that ended
     * it.
     */
    boolean end() {
        for (long now = getVolatile(); now >= 0; now = getVolatile()) {
            if (compareAndSet(now, now | ENDED_BIT)) {
                return true;
            }
        }
        return false;
    }

    boolean hasEnded() {
        return getVolatile() < 0;
    }

    /** How many numbers were given out. */
    long tail() {
        return getVolatile() & TAIL;
    }
}
