package io.nagare.fs.work;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Tracks whether a strand or its blocking job owns the file that they share. The owner closes the file. Each change is
 * a transition with a name, which returns what its caller must do.
 *
 * <pre>
 *   IDLE ----submit----> QUEUED ---begin---> WORKING ---finish---> IDLE
 *    |                     |                    |
 *    | leave               | leave              | leave
 *    v                     v                    v
 *   LEFT                  LEFT              ABANDONED ---finish---> LEFT
 * </pre>
 *
 * <p>The job owns the file in WORKING and ABANDONED. The strand owns it in the other states. A closing runtime drops
 * jobs that have not begun; the file of such a job stays with the strand.
 *
 * <p>Always holds: {@code leave} is called once, and either it or the {@code finish} after it tells its caller to
 * close the file, never both.
 */
public final class FileState {

    private static final int IDLE = 0;
    private static final int QUEUED = 1;
    private static final int WORKING = 2;
    private static final int ABANDONED = 3;
    private static final int LEFT = 4;

    /*
     * Every transition is an atomic read-modify-write with the order of a volatile access, so it hands the file's plain
     * fields over. Submit and begin hand them from the strand to the job. Finish, and the next submit, leave or isIdle,
     * hand them from the job to the strand.
     */
    private static final VarHandle STATE = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "state", VarHandle.class, FileState.class, int.class);

    private volatile int state;

    /** Strand: whether no job has the file or is queued. The strand may then read what the last job has left. */
    public boolean isIdle() {
        return state == IDLE;
    }

    /** Strand, when idle: is about to submit a job. */
    public void submit() {
        STATE.compareAndSet(this, IDLE, QUEUED);
    }

    /** Strand: the submitted job was refused. */
    public void withdraw() {
        STATE.compareAndSet(this, QUEUED, IDLE);
    }

    /** Job: takes the file. If this returns false, it must not touch it. */
    public boolean begin() {
        return STATE.compareAndSet(this, QUEUED, WORKING);
    }

    /** Job, after {@link #begin()}: whether the strand has left, so that the job's result is not needed. */
    public boolean isAbandoned() {
        return state == ABANDONED;
    }

    /** Job: gives the file back. If this returns false, the strand has left and the caller must close the file. */
    public boolean finish() {
        if (STATE.compareAndSet(this, WORKING, IDLE)) {
            return true;
        }
        state = LEFT;
        return false;
    }

    /**
     * Strand, once: has no more use for the file. Returns whether the caller must close it; if not, the running job
     * will.
     */
    public boolean leave() {
        for (; ; ) {
            int now = state;
            // Fails only if the job begins or finishes in between, so the loop ends soon.
            if (STATE.compareAndSet(this, now, now == WORKING ? ABANDONED : LEFT)) {
                return now != WORKING;
            }
        }
    }

    /**
     * Strand, once: leaves the file to the job, if there is a job. A job that has not begun never begins; a running job
     * finds out when it finishes. Returns false, and changes nothing, if there is no job, or if it has just finished.
     */
    public boolean leaveToJob() {
        for (; ; ) {
            int now = state;
            if (now == IDLE) {
                return false;
            }
            if (STATE.compareAndSet(this, now, now == WORKING ? ABANDONED : LEFT)) {
                return true;
            }
        }
    }
}
