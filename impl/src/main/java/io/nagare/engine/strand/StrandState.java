package io.nagare.engine.strand;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The word that decides which thread runs a strand. Each change is a named transition, which returns what its caller
 * must do next.
 *
 * <pre>
 *            wake                 start
 *   IDLE ------------> SCHEDULED -------> RUNNING --finish--> IDLE (and --startIfIdle--> RUNNING)
 *                          ^                 | wake
 *                          |                 v
 *                          +----yield---- NOTIFIED --finish--> RUNNING
 * </pre>
 *
 * <p>Always holds: after a transition has told a thread to run the strand, no other thread is told to until that run
 * has ended. Therefore a strand is in one queue at most, and one thread at most runs it. A wake is never lost: a run
 * starts after it, or a run that is under way has not finished. In that case {@code finish} refuses to end the run.
 *
 * <p>All transitions are volatile compare-and-sets or exchanges. So the next run sees what the previous run wrote, and
 * sees what a waking thread wrote before its wake.
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
        // Plain suffices: no other thread knows the strand yet. The hand-over to another thread orders this write
        // before that thread's first transition.
        STATE.set(this, initial);
    }

    /** Returns the state of a strand that its maker runs at once. */
    static StrandState running() {
        return new StrandState(RUNNING);
    }

    /** Returns the state of a strand that its maker hands to a scheduler. */
    static StrandState scheduled() {
        return new StrandState(SCHEDULED);
    }

    /** Any thread: announces work. Returns whether the caller must give the strand to its scheduler. */
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
                // Writes the same value, for the order alone: the run that serves the earlier wake also sees what this
                // thread wrote.
                return false;
            }
        }
    }

    /** The running thread: whether another thread has woken the strand since the run began. */
    boolean isWoken() {
        return state == NOTIFIED;
    }

    /** Any thread: whether a thread was running the strand a moment ago. */
    boolean isRunning() {
        int now = state;
        return now == RUNNING || now == NOTIFIED;
    }

    /** Any thread: whether a thread was running the strand a moment ago, or was about to. */
    boolean isActive() {
        return state != IDLE;
    }

    /**
     * A thread with nothing else to do: begins a run if no thread runs the strand or is about to. Returns whether it
     * did.
     */
    boolean startIfIdle() {
        return STATE.compareAndSet(this, IDLE, RUNNING);
    }

    /** The thread that the scheduler chose: begins the run. */
    void start() {
        int before = (int) STATE.getAndSet(this, RUNNING);
        assert before == SCHEDULED : before;
    }

    /**
     * The running thread: ends the run because there is nothing more to do. Returns whether it ended; if not, the
     * thread must look again.
     */
    boolean finish() {
        if (STATE.compareAndSet(this, RUNNING, IDLE)) {
            return true;
        }
        goOn();
        return false;
    }

    /** The running thread: accepts all wakes so far and goes on. */
    void goOn() {
        STATE.getAndSet(this, RUNNING);
    }

    /** The running thread: ends the run though there is more to do. It must then give the strand to its scheduler. */
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
