package io.nagare.engine.strand;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The word that decides who runs a strand. Each change is a transition with a name, which returns what its caller must
 * do.
 *
 * <pre>
 *            wake                 start
 *   IDLE ------------> SCHEDULED -------> RUNNING --finish--> IDLE (and --startIfIdle--> RUNNING)
 *                          ^                 | wake
 *                          |                 v
 *                          +----yield---- NOTIFIED --finish--> RUNNING
 * </pre>
 *
 * <p>Always holds: between a transition that returns "run" and the one that ends that run, no other thread is told to
 * run the strand; therefore a strand is in one queue at the most and is run by one thread at the most. A wake is never
 * lost: it ends in a run that starts after it, or that has not yet finished, and {@code finish} then refuses.
 *
 * <p>All transitions are full compare-and-sets or exchanges, so that what one run wrote is visible to the next, and
 * what a waking thread wrote before is visible to the run that it causes.
 */
final class StrandState {

    private static final int IDLE = 0;
    private static final int SCHEDULED = 1;
    private static final int RUNNING = 2;
    private static final int NOTIFIED = 3;

    private static final VarHandle STATE = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "state", VarHandle.class, StrandState.class, int.class);

    private volatile int state;

    private StrandState(int initial) {
        // Plain: the word is published together with the strand that it belongs to.
        STATE.set(this, initial);
    }

    /** The state of a strand that its maker runs at once. */
    static StrandState running() {
        return new StrandState(RUNNING);
    }

    /** The state of a strand that its maker hands to a scheduler. */
    static StrandState scheduled() {
        return new StrandState(SCHEDULED);
    }

    /** Any thread: there is something to do. Returns whether the caller must give the strand to its scheduler. */
    boolean wake() {
        for (; ; ) {
            int now = state;
            if (now == IDLE) {
                if (STATE.compareAndSet(this, IDLE, SCHEDULED)) {
                    return true;
                }
            } else if (now == RUNNING) {
                if (STATE.compareAndSet(this, RUNNING, NOTIFIED)) {
                    return false;
                }
            } else if (STATE.compareAndSet(this, now, now)) {
                // Written back so that the run that serves the earlier wake also sees what this thread wrote before.
                return false;
            }
        }
    }

    /** The running thread: whether another has woken it since. */
    boolean isWoken() {
        return state == NOTIFIED;
    }

    /** Any thread: whether it was being run a moment ago. */
    boolean isRunning() {
        int now = state;
        return now == RUNNING || now == NOTIFIED;
    }

    /** Any thread: whether it was being run a moment ago, or was about to be. */
    boolean isActive() {
        return state != IDLE;
    }

    /**
     * A thread that has nothing else to do: the run begins, if nobody runs this or is about to. Returns whether it
     * does.
     */
    boolean startIfIdle() {
        return STATE.compareAndSet(this, IDLE, RUNNING);
    }

    /** The thread that the scheduler chose: the run begins. */
    void start() {
        int before = (int) STATE.getAndSet(this, RUNNING);
        assert before == SCHEDULED : before;
    }

    /** The running thread has found nothing more to do. Returns whether the run is over; if not, it must look again. */
    boolean finish() {
        if (STATE.compareAndSet(this, RUNNING, IDLE)) {
            return true;
        }
        goOn();
        return false;
    }

    /** The running thread looks at all that was asked so far, and goes on. */
    void goOn() {
        STATE.getAndSet(this, RUNNING);
    }

    /** The running thread stops though there is more to do; it must give the strand to its scheduler. */
    void yield() {
        STATE.getAndSet(this, SCHEDULED);
    }

    @Override
    public String toString() {
        return switch (state) {
            case IDLE -> "idle";
            case SCHEDULED -> "scheduled";
            case RUNNING -> "running";
            default -> "notified";
        };
    }
}
