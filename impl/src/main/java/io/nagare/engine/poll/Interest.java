package io.nagare.engine.poll;

import io.nagare.driver.Leaf;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The state of one direction of a channel: whether a leaf waits for it, and whether the poller watches it.
 *
 * <pre>
 *                await             event                   pause
 *   IDLE --------------> WAITING ---------> NOTIFIED ---------------> IDLE      any --close--> CLOSED
 *    ^                    |   ^                 | await
 *    +------- pause ------+   +-----------------+
 * </pre>
 *
 * A second bit is ARMED: the key has the interest, or the thread that set this bit is about to give it. The bit stays
 * from one wait to the next. It is dropped when an event comes for which no leaf waits.
 *
 * <p>The waiting strand calls {@link #await} and {@link #pause}. The holder of the driver's owner flag calls
 * {@link #event} and {@link #eventOnce}. Any thread may call {@link #close}.
 *
 * <p>Always holds: WAITING implies ARMED, and only the holder takes ARMED away. So no readiness is lost: as long as a
 * leaf waits, the poller reports the direction in each poll in which it is ready.
 */
final class Interest {

    /** What the caller must do for a leaf that begins to wait. */
    enum Wait {
        NOTHING,
        GIVE_INTEREST,
        WAKE
    }

    /** What the holder must do with an event. */
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

    /** The strand: makes a leaf wait. */
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

    /** The strand: ends the wait. */
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
     * The holder: notes that the direction is ready.
     *
     * @param persistent whether the same event must not come again: a blocking poll would otherwise return over and
     *     over until the woken leaf runs
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
     * The holder: notes that the direction is ready, and drops the interest in any case. Returns whether to wake the
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

    /** Any thread: closes the direction, so that no leaf waits any more. Returns whether to wake the leaf. */
    boolean close() {
        return (int) STATE.getAndSet(this, CLOSED) == (WAITING | ARMED);
    }

    /**
     * Forgets the leaf, so that this keeps nothing alive. The closing thread calls this after it has woken the leaf.
     */
    void forget() {
        // A null publishes nothing, so any mode would do. A leaf that begins to wait now finds CLOSED and is woken by
        // its strand.
        LEAF.setRelease(this, null);
    }

    /**
     * The holder, after it has dropped the interest from the key: whether a strand has given the interest meanwhile.
     */
    boolean isArmed() {
        return (state & ARMED) != 0;
    }

    /** The leaf that waited last, or null if none waits any more. */
    @Nullable Leaf leafAcquire() {
        // Acquire pairs with the release in await(): the leaf is seen whole. The caller reads it after the transition
        // that says to wake. So it is the leaf of that transition, or a later leaf, which is then woken for nothing.
        return (Leaf) LEAF.getAcquire(this);
    }

    private void setLeafRelease(@Nullable Leaf waiting) {
        // The plain read sees this strand's own last write, or the null of forget(). After that the state is CLOSED,
        // and the leaf is not read any more.
        if (leaf != waiting) {
            LEAF.setRelease(this, waiting);
        }
    }

    private boolean casState(int expected, int update) {
        return STATE.compareAndSet(this, expected, update);
    }
}
