package io.nagare.engine.poll;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What a deadline's strand wants of the wheel: a tick, or nothing. In one word with it, whether the deadline is in the
 * inbox.
 *
 * <p>Two threads write the word: the strand's, and the holder of the driver's owner flag, which takes the deadline out
 * of the inbox and lets it be reached. The word holds the wish itself and not a step towards it, so it does not matter
 * how often or how late the holder looks: it does what the word says then.
 *
 * <p>Always holds: a deadline that is armed is filed in the wheel no later than its tick, or is in the inbox, or the
 * thread that armed it is about to put it there.
 */
final class DeadlineState {

    /** The ticks of a deadline that is not armed. All others are not negative. */
    static final long DISARMED = -1;

    static final long REACHED = -2;

    /** The lowest bit: the deadline is in the inbox. The bits above it are the tick. */
    private static final long QUEUED = 1;

    private static final VarHandle WORD = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "word", VarHandle.class, DeadlineState.class, long.class);

    @SuppressWarnings("unused") // by WORD
    private volatile long word = DISARMED << 1;

    /** The tick it is armed for, or why it is not. */
    long tickAcquire() {
        return (long) WORD.getAcquire(this) >> 1;
    }

    /**
     * The strand, whether or not it holds the flag: arms for a later tick than it is armed for.
     *
     * @return whether that was the case; where the deadline is filed is then early enough
     */
    boolean postpone(long tick) {
        long now = (long) WORD.getOpaque(this);
        return now >= 0 && tick >= now >> 1 && casWord(now, tick << 1 | now & QUEUED);
    }

    /**
     * The strand, not armed: is not reached any more.
     *
     * @return {@code false} if it is armed, and so the wheel must know
     */
    boolean forget() {
        for (; ; ) {
            long now = (long) WORD.getOpaque(this);
            if (now >= 0) {
                return false;
            }
            if (casWord(now, DISARMED << 1 | now & QUEUED)) {
                return true;
            }
        }
    }

    /** The strand, holding the flag: says what it wants. The holder must then have the wheel agree. */
    void setPlain(long tick) {
        // Nobody else may write now; the flag's release publishes it.
        WORD.set(this, tick << 1 | (long) WORD.get(this) & QUEUED);
    }

    /**
     * The strand, not holding the flag: says what it wants. Returns whether it must put the deadline into the inbox.
     */
    boolean request(long tick) {
        return ((long) WORD.getAndSet(this, tick << 1 | QUEUED) & QUEUED) == 0;
    }

    /**
     * The holder: the deadline has been taken out of the inbox, and what it says from now on comes with a new entry
     * there.
     */
    void dequeued() {
        // An exchange, which reads the last request: what is read of the word after it is not older than that.
        WORD.getAndBitwiseAnd(this, ~QUEUED);
    }

    /** The holder: reaches the deadline. Returns false if it is not armed for this tick any more. */
    boolean reach(long tick) {
        for (; ; ) {
            long now = (long) WORD.getOpaque(this);
            if (now >> 1 != tick) {
                return false;
            }
            if (casWord(now, REACHED << 1 | now & QUEUED)) {
                return true;
            }
        }
    }

    private boolean casWord(long expected, long update) {
        return WORD.compareAndSet(this, expected, update);
    }
}
