package io.nagare.engine.poll;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The word between a blocking poll and the threads that want it to return.
 *
 * <pre>
 *            park                wakeup (must unblock)
 *   EMPTY ----------> PARKED -------------------------> NOTIFIED
 *     ^ |               | resume                          ^ | |
 *     | +---------------|------ wakeup -------------------+ | |
 *     +-----------------+----- resume, or a park refused ---+-+
 * </pre>
 *
 * <p>Always holds: after a wake-up, the blocking poll, or else the next one that would block, returns without waiting
 * for anything else. Of all wake-ups of one parking, only the first must unblock the poll.
 *
 * <p>All transitions are full exchanges, for two reasons. A poll sees what led to a wake-up, because the exchange that
 * takes NOTIFIED away reads the exchange that wrote it. A thread leaves a message and then looks at this word, and a
 * poll parks and then looks for messages: at least one of the two sees the other.
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
     * Notes that the poll is about to block. The poll must then look for messages once more, and call {@link #resume()}
     * in any case.
     *
     * @return false if there was a wake-up, which this call takes; then the poll must not block
     */
    boolean park() {
        if (STATE.compareAndSet(this, EMPTY, PARKED)) {
            return true;
        }
        STATE.getAndSet(this, EMPTY);
        return false;
    }

    /** Notes that the poll does not block any more. It takes all wake-ups until now. */
    void resume() {
        STATE.getAndSet(this, EMPTY);
    }

    /** Any thread: makes the poll return. Returns whether the caller must unblock it. */
    boolean wakeup() {
        // Written even if the word is NOTIFIED already, so that the caller's message is published too.
        return (int) STATE.getAndSet(this, NOTIFIED) == PARKED;
    }

    /**
     * Takes back a {@link #wakeup()} if its caller could not unblock the poll, so that the next wake-up tries again.
     */
    void retract() {
        STATE.compareAndSet(this, NOTIFIED, PARKED);
    }

    /**
     * Whether the poll blocks or is about to. A thread that reads false has left its message in time for the poll's
     * last look.
     */
    boolean isParkedVolatile() {
        return (int) STATE.getVolatile(this) == PARKED;
    }
}
