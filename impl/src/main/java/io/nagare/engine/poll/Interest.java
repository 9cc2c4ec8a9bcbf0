package io.nagare.engine.poll;

import io.nagare.driver.Leaf;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for one direction of a channel, and whether the poller is told to look out for it.
 *
 * <pre>
 *                await             event                   pause
 *   IDLE --------------> WAITING ---------> NOTIFIED ---------------> IDLE      any --close--> CLOSED
 *    ^                    |   ^                 | await
 *    +------- pause ------+   +-----------------+
 * </pre>
 *
 * Beside that, ARMED: the key has the interest, or the thread that set this is about to give it. It stays from one wait
 * to the next and is dropped when an event comes that nobody has a use for.
 *
 * <p>Called by the strand that waits ({@link #await}, {@link #pause}), by the holder of the driver's owner flag
 * ({@link #event}, {@link #eventOnce}) and by any thread ({@link #close}).
 *
 * <p>Always holds: WAITING implies ARMED; only the holder takes ARMED away. So a readiness is not lost: as long as a
 * leaf waits, the poller reports the direction in each poll in which it is ready.
 */
final class Interest {

    /** What is left to do for a leaf that begins to wait. */
    enum Wait {
        NOTHING,
        GIVE_INTEREST,
        WAKE
    }

    /** What is to be done with an event. */
    enum Event {
        IGNORE,
        WAKE,
        DROP_INTEREST
    }

    private static final int ARMED = 1;
    private static final int IDLE = 0;
    private static final int WAITING = 2;
    private static final int NOTIFIED = 4;
    private static final int CLOSED = 8;

    private static final VarHandle STATE = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "state", VarHandle.class, Interest.class, int.class);

    private static final VarHandle LEAF = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "leaf", VarHandle.class, Interest.class, Leaf.class);

    private volatile int state;

    @SuppressWarnings("unused") // by LEAF
    private @Nullable Leaf leaf;

    /** The strand: a leaf waits. */
    Wait await(Leaf leaf) {
        setLeafRelease(leaf);
        for (; ; ) {
            int now = state;
            if (now == CLOSED) {
                return Wait.WAKE;
            }
            if (casState(now, WAITING | ARMED)) {
                return (now & ARMED) != 0 ? Wait.NOTHING : Wait.GIVE_INTEREST;
            }
        }
    }

    /** The strand: nobody waits. */
    void pause() {
        for (; ; ) {
            int now = state;
            if (now == CLOSED || casState(now, IDLE | now & ARMED)) {
                break;
            }
        }
        setLeafRelease(null);
    }

    /**
     * The holder: the direction is ready.
     *
     * @param persistent whether it would be wrong to have the same event come again: a poll that blocks would then
     *     return over and over, for as long as the leaf that was woken has not come to run
     */
    Event event(boolean persistent) {
        for (; ; ) {
            int now = state;
            if (now == CLOSED || now == (NOTIFIED | ARMED) && !persistent) {
                return Event.IGNORE;
            }
            if (now == (WAITING | ARMED)) {
                if (casState(now, NOTIFIED | ARMED)) {
                    return Event.WAKE;
                }
            } else if (casState(now, now & ~ARMED)) {
                return Event.DROP_INTEREST;
            }
        }
    }

    /**
     * The holder: the direction is ready, and the interest in it is dropped in any case. Returns whether to wake the
     * leaf.
     */
    boolean eventOnce() {
        for (; ; ) {
            int now = state;
            if (now == CLOSED || casState(now, IDLE)) {
                return now == (WAITING | ARMED);
            }
        }
    }

    /** Any thread: nobody will wait any more. Returns whether to wake the leaf. */
    boolean close() {
        return (int) STATE.getAndSet(this, CLOSED) == (WAITING | ARMED);
    }

    /** Whoever has closed this, when the leaf has been woken: keeps nothing alive any more. */
    void forget() {
        LEAF.setRelease(this, null);
    }

    /** The holder, after it took the interest out of the key: whether a strand has given it meanwhile. */
    boolean isArmed() {
        return (state & ARMED) != 0;
    }

    /** The leaf that waited last, or {@code null} if nobody waits any more. */
    @Nullable Leaf leafAcquire() {
        // Pairs with the release in await(): the leaf is seen whole. Read after the transition that says to wake, it is
        // that transition's leaf, or a later one, which is then woken for nothing.
        return (Leaf) LEAF.getAcquire(this);
    }

    private void setLeafRelease(@Nullable Leaf waiting) {
        if (leaf != waiting) {
            LEAF.setRelease(this, waiting);
        }
    }

    private boolean casState(int expected, int update) {
        return STATE.compareAndSet(this, expected, update);
    }
}
