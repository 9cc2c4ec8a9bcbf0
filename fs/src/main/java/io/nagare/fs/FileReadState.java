package io.nagare.fs;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Who closes a file that a strand and a blocking job share: whoever is the last to leave it. Each change is a transition with a name, which
 * returns what its caller must do.
 *
 * <p>Always holds: exactly one transition tells its caller to close the file, and no job uses it afterwards. All transitions are atomic
 * read-modify-writes, so what a job did to the file is visible to the strand that closes it, and the reverse.
 */
final class FileReadState {

    private static final int IDLE = 0;
    private static final int READING = 1;
    private static final int ABANDONED = 2;
    private static final int CLOSED = 3;

    private static final VarHandle STATE = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "state", VarHandle.class, FileReadState.class, int.class);

    private volatile int state;

    /** The strand is about to hand the file to a job. */
    void startJob() {
        STATE.setVolatile(this, READING);
    }

    /** The job is done with the file. Returns whether it must close it, because the strand has left. */
    boolean finishJob() {
        return !STATE.compareAndSet(this, READING, IDLE);
    }

    /** The strand: whether a job has the file. If not, what the last one left behind may be read. */
    boolean isReading() {
        return state == READING;
    }

    /** The strand leaves. Returns whether it must close the file; if not, the running job will, or it has been closed. */
    boolean leave() {
        return (int) STATE.compareAndExchange(this, READING, ABANDONED) == IDLE
                && STATE.compareAndSet(this, IDLE, CLOSED);
    }

    /** The strand has taken back the job that it had handed the file to. */
    void takeBack() {
        STATE.compareAndSet(this, READING, IDLE);
    }
}
