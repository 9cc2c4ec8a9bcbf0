package io.nagare.fs.tree;

import io.nagare.driver.BlockingJob;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.fs.work.EmittingSource;
import io.nagare.fs.work.FileState;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to entries, on its strand. It emits one batch while the job reads the next.
 *
 * <p>Always holds: nothing is opened before there is demand; at most one job is queued or running; at most two batches
 * are read and not emitted.
 */
public final class EntrySource<T> extends EmittingSource<T> {

    /** The most entries that a job reads. With so many, the way to another thread and back costs little for each. */
    static final int BATCH = 64;

    private final FileState state = new FileState();
    private final EntryJob<T> job;
    private final ArrayDeque<T> entries = new ArrayDeque<>();

    /** The job as it was last handed in; null before there was demand. */
    private @Nullable BlockingJob submitted;

    public EntrySource(EntryCursor<T> cursor, StrandSubscriber<? super T> subscriber, Strand strand) {
        super(1, subscriber, strand);
        this.job = new EntryJob<>(cursor, BATCH, state, this);
    }

    @Override
    protected @Nullable T next() {
        readOn();
        return entries.poll();
    }

    @Override
    protected void settle() {
        if (readOn() && entries.isEmpty()) {
            end(job.failure());
        }
    }

    /**
     * Takes the batch of a job that has finished, and hands the job in again if there is room for another. A job that
     * finishes meanwhile is not missed, because it then wakes this.
     *
     * @return whether there is nothing more to come than what was taken
     */
    private boolean readOn() {
        if (!state.isIdle()) {
            return false;
        }
        job.moveTo(entries);
        if (job.hasEnded()) {
            return true;
        }
        boolean wanted = submitted != null || demand > 0;
        if (wanted && entries.size() <= BATCH) {
            submit();
        }
        return false;
    }

    private void submit() {
        state.submit();
        try {
            submitted = strand().driver().blocking(job);
        } catch (RejectedExecutionException refused) {
            state.withdraw();
            job.refuse(refused);
            wake();
        }
    }

    @Override
    protected void release() {
        if (submitted != null) {
            submitted.cancel();
        }
        if (state.leave()) {
            job.close();
        }
        for (T entry = entries.poll(); entry != null; entry = entries.poll()) {
            strand().discard(entry);
        }
    }
}
