package io.nagare.engine.poll;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What a deadline's strand wants: to be woken at a tick, or not at all. The same word says whether the deadline is in
 * the inbox.
 *
 * <p>Two threads write the word: the strand's, and the holder of the driver's owner flag. The holder takes the deadline
 * out of the inbox and marks it as reached. The word holds the wish itself and not a step towards it. So it does not
 * matter how often or how late the holder looks: it does what the word says then.
 *
 * <p>Always holds: one of three things is true of an armed deadline. It is filed in the wheel no later than its tick,
 * it is in the inbox, or the thread that armed it is about to put it there.
 */
final class DeadlineState {

    /** In place of a tick: the deadline is not armed. Ticks are never negative. */
    static final long DISARMED = -1;

    /** In place of a tick: the deadline has been reached. */
    static final long REACHED = -2;

    /** The lowest bit: the deadline is in the inbox. The bits above are the tick. */
    private static final long QUEUED = 1;

    private static final VarHandle WORD = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "word", VarHandle.class, DeadlineState.class, long.class);

    @SuppressWarnings("unused") // by WORD
    private volatile long word = DISARMED << 1;

    /**
     * The tick that it is armed for, {@link #DISARMED} or {@link #REACHED}. Acquire pairs with the exchange that wrote
     * the word. The strand learns of a reached deadline by a wake, and the holder learns of a request by
     * {@link #dequeued} or by the flag. So neither reads a word that is too old.
     */
    long tickAcquire() {
        return (long) WORD.getAcquire(this) >> 1;
    }

    /**
     * The strand, whether or not it holds the flag: moves an armed deadline to a later tick.
     *
     * @return whether it was armed for the same or an earlier tick; then the place where it is filed is early enough
     */
    boolean postpone(long tick) {
        // Opaque: only the strand arms, so it knows its own last tick. If the holder has changed the word since, the
        // exchange fails, and the caller takes the slow way.
        long now = (long) WORD.getOpaque(this);
        return now >= 0 && tick >= now >> 1 && casWord(now, tick << 1 | now & QUEUED);
    }

    /**
     * The strand: makes a reached deadline disarmed.
     *
     * @return false if it is armed, so that the wheel must be told
     */
    boolean forget() {
        for (; ; ) {
            // Opaque: an old word fails the exchange. If the holder has just reached an armed deadline, false is
            // harmless.
            long now = (long) WORD.getOpaque(this);
            if (now >= 0) {
                return false;
            }
            if (casWord(now, DISARMED << 1 | now & QUEUED)) {
                return true;
            }
        }
    }

    /** The strand, while it holds the flag: sets its wish. It must then make the wheel agree. */
    void setPlain(long tick) {
        // Plain: no other thread may write now, and the release of the flag publishes the word.
        WORD.set(this, tick << 1 | (long) WORD.get(this) & QUEUED);
    }

    /**
     * The strand, while it does not hold the flag: sets its wish. Returns whether it must put the deadline into the
     * inbox.
     */
    boolean request(long tick) {
        return ((long) WORD.getAndSet(this, tick << 1 | QUEUED) & QUEUED) == 0;
    }

    /**
     * The holder: notes that the deadline has been taken out of the inbox. A later wish comes with a new entry there.
     */
    void dequeued() {
        // An atomic change reads the last request, so later reads of the word are not older than that request.
        WORD.getAndBitwiseAnd(this, ~QUEUED);
    }

    /** The holder: marks the deadline as reached. Returns false if it is no longer armed for this tick. */
    boolean reach(long tick) {
        for (; ; ) {
            // Opaque: the holder has just read the tick, so it reads no older word, and an old one fails the exchange.
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
