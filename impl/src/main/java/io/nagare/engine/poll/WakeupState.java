package io.nagare.engine.poll;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The word between a poll that blocks and those who want it to return.
 *
 * <pre>
 *            park                wakeup (must unblock)
 *   EMPTY ----------> PARKED -------------------------> NOTIFIED
 *     ^ |               | resume                          ^ | |
 *     | +---------------|------ wakeup -------------------+ | |
 *     +-----------------+----- resume, or a park refused ---+-+
 * </pre>
 *
 * <p>Always holds: after a wake-up, the poll that blocks or else the next one that would block returns without waiting
 * for anything else; and among the wake-ups of one parking only the first has to unblock.
 *
 * <p>All transitions are full exchanges. Two things rest on that. A poll reads what led to a wake-up: the exchange that
 * takes NOTIFIED away reads the one that wrote it. And of a thread that leaves a message and then looks at this word,
 * and a poll that parks and then looks for messages, at least one sees the other.
 */
final class WakeupState {

    private static final int EMPTY = 0;
    private static final int PARKED = 1;
    private static final int NOTIFIED = 2;

    private static final VarHandle STATE = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "state", VarHandle.class, WakeupState.class, int.class);

    @SuppressWarnings("unused") // by STATE
    private volatile int state;

    /**
     * The poll is about to block. It must then look once more for what may have come meanwhile, and call {@link
     * #resume()} in any case.
     *
     * @return {@code false} if there was a wake-up, which is taken by this call: it must not block
     */
    boolean park() {
        if (STATE.compareAndSet(this, EMPTY, PARKED)) {
            return true;
        }
        STATE.getAndSet(this, EMPTY);
        return false;
    }

    /** The poll does not block any more; it takes all wake-ups until now. */
    void resume() {
        STATE.getAndSet(this, EMPTY);
    }

    /** Any thread: the poll is to return. Returns whether the caller must unblock it. */
    boolean wakeup() {
        // Written even if it is NOTIFIED already, so that this caller's message is published too.
        return (int) STATE.getAndSet(this, NOTIFIED) == PARKED;
    }

    /** After a {@link #wakeup()} that had to unblock the poll and could not: the next one is to try again. */
    void retract() {
        STATE.compareAndSet(this, NOTIFIED, PARKED);
    }

    /**
     * Whether the poll blocks or is about to; whoever reads false has left its message in time for the poll's last
     * look.
     */
    boolean isParkedVolatile() {
        return (int) STATE.getVolatile(this) == PARKED;
    }
}
