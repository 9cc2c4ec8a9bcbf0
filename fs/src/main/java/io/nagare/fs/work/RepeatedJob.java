package io.nagare.fs.work;

import io.nagare.driver.Leaf;
import io.nagare.fs.contract.FileOperationException;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The blocking side of one subscription to a file or directory. It is submitted again and again, but one thread at a
 * time runs it, see {@link FileState}. The strand reads the outcome when that state is idle.
 *
 * <p>Always holds: the file is closed when this has nothing more to do with it, or by the owner that the state names.
 */
public abstract class RepeatedJob implements Runnable {

    private final JobFile file;
    private final Leaf owner;
    private @Nullable FileOperationException failure;

    protected final FileState state;

    /** Whether nothing more is to be done. */
    protected boolean ended;

    /**
     * Makes a job that has not run.
     *
     * @param owner the leaf that is woken after each run
     */
    protected RepeatedJob(JobFile file, FileState state, Leaf owner) {
        this.file = file;
        this.state = state;
        this.owner = owner;
    }

    /** Does what there is to do now, and sets {@link #ended} if that was all. May block. */
    protected abstract void work() throws IOException;

    /** Whether the file is closed after a run, because no later run will use it. */
    protected boolean isOver() {
        return ended;
    }

    /** Strand, when the state is idle: whether nothing more is to be done, after the end or a failure. */
    public final boolean hasEnded() {
        return ended;
    }

    /** Strand, when this has ended: why the work has failed, or null if it has not. */
    public final @Nullable FileOperationException failure() {
        return failure;
    }

    /** Strand, when the state is idle: there is no thread to run this. */
    public final void refuse(RejectedExecutionException refused) {
        fail(refused);
    }

    private void fail(Throwable cause) {
        ended = true;
        failure = file.failed(cause);
    }

    @Override
    public final void run() {
        if (!state.begin()) {
            return;
        }
        try {
            work();
        } catch (Throwable thrown) {
            fail(thrown);
        }
        if (isOver()) {
            close();
        }
        if (state.finish()) {
            owner.wake();
        } else {
            close();
        }
    }

    /** Closes the file, which must be the caller's; does nothing if it is closed. */
    public final void close() {
        try {
            file.close();
        } catch (IOException thrown) {
            owner.strand().driver().unseen(thrown, "close of " + file);
        }
    }
}
