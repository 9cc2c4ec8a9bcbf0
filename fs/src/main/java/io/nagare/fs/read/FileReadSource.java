package io.nagare.fs.read;

import io.nagare.Bytes;
import io.nagare.driver.BlockingJob;
import io.nagare.driver.Deadline;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.fs.contract.FollowOptions;
import io.nagare.fs.contract.ReadOptions;
import io.nagare.fs.work.EmittingSource;
import io.nagare.fs.work.FileState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a file, on its strand. It emits the chunks that the job has read, and submits the job again when
 * the queue is half empty. While the strand keeps up, one job reads on until the queue is full.
 *
 * <p>The job's lead depends on which side waits. If the strand finds the queue empty while the job works, the strand is
 * the faster one. From then on each wake announces twice as many chunks, up to the read-ahead. The reason is that a
 * wake costs the job about as much as reading a chunk from memory. Without demand the queue keeps only what the strand
 * needs to go on.
 *
 * <p>Always holds: nothing is opened before there is demand. At most one job is queued or running. The chunks that are
 * being read, or were read and not emitted, take no more than the read-ahead. The only exception is one chunk for which
 * there is demand.
 */
public sealed class FileReadSource extends EmittingSource<Bytes> permits FileTransferSource {

    /** What a chunk costs of a strand's budget for items. */
    private static final int COST = 32;

    /** How many bytes may be ahead of a strand that is not faster than the job. */
    private static final int LEAST_AHEAD = 512 * 1024;

    /**
     * How many chunks may be ahead, however small they are: the queue for them is made in full for each subscription.
     */
    private static final int MAX_CHUNKS_AHEAD = 256;

    private final boolean readsAhead;
    private final int leastAhead;
    private final ChunkQueue queue;
    private final FileState state;
    private final FileReadJob job;

    /** The job as it was last handed in; null before there was demand. */
    private @Nullable BlockingJob submitted;

    /** How long to wait at the end of a followed file, and the timer for that. */
    private final long waitNanos;

    private final @Nullable Deadline nextLook;
    private boolean waiting;

    FileReadSource(Path path, ReadOptions options, StrandSubscriber<? super Bytes> subscriber, Strand strand) {
        this(
                new OpenFile(strand.driver().path(path), options),
                new FileState(),
                options,
                Duration.ZERO,
                subscriber,
                strand);
    }

    public FileReadSource(Path path, FollowOptions options, StrandSubscriber<? super Bytes> subscriber, Strand strand) {
        this(new FollowedFile(strand.driver().path(path), options, null), options, subscriber, strand);
    }

    FileReadSource(
            FollowedFile file, FollowOptions options, StrandSubscriber<? super Bytes> subscriber, Strand strand) {
        this(
                file,
                new FileState(),
                ReadOptions.defaults().readAhead(0),
                options.interval(),
                subscriber,
                strand);
    }

    FileReadSource(
            OpenFile file,
            FileState state,
            ReadOptions options,
            Duration wait,
            StrandSubscriber<? super Bytes> subscriber,
            Strand strand) {
        super(COST, subscriber, strand);
        this.state = state;
        int chunksAhead = Math.min(MAX_CHUNKS_AHEAD, options.readAhead() / options.chunkSize());
        this.readsAhead = chunksAhead > 0;
        this.queue = new ChunkQueue(Math.max(1, chunksAhead));
        this.leastAhead = Math.min(queue.capacity(), Math.max(1, LEAST_AHEAD / options.chunkSize()));
        queue.limit(leastAhead);
        this.job = new FileReadJob(file, queue, state, this);
        this.waitNanos = wait.toNanos();
        this.nextLook = wait.isZero() ? null : strand.driver().deadline(this);
    }

    @Override
    protected void run() {
        if (waiting && nextLook != null && nextLook.reached()) {
            waiting = false;
            job.resume();
        }
        super.run();
    }

    @Override
    protected final @Nullable Bytes next() {
        Bytes chunk = queue.poll();
        if (chunk != null) {
            readOn(demand - 1);
        }
        return chunk;
    }

    /**
     * Decides what comes next when the queue is empty or there is no demand. Nothing that the job does meanwhile is
     * missed. The job wakes this after it has put in a chunk that was not seen, and after it has finished.
     */
    @Override
    protected final void settle() {
        adaptLimit();
        readOn(demand);
        if (state.isIdle() && job.hasEnded() && queue.isEmpty()) {
            if (job.isFollowing()) {
                await();
            } else {
                end(job.failure());
            }
        }
    }

    private void adaptLimit() {
        if (demand == 0) {
            queue.limit(leastAhead);
        } else if (submitted != null && !state.isIdle()) {
            queue.limit(Math.min(queue.capacity(), 2 * queue.limit()));
        }
    }

    /** At the end of a file that is followed. */
    private void await() {
        if (demand > 0 && !waiting && nextLook != null) {
            waiting = true;
            nextLook.arm(strand().driver().time().nanoTime() + waitNanos);
        }
    }

    /**
     * Hands the job in if it is not at work, has not ended, and may read at least half of the queue full.
     *
     * @param unmet the demand that no chunk has met yet
     */
    private void readOn(long unmet) {
        boolean wanted = unmet > 0 || (readsAhead && submitted != null);
        if (!wanted || !queue.isBelowHalf() || !state.isIdle() || job.hasEnded()) {
            return;
        }
        job.prepare(unmet > 0 && queue.isEmpty());
        try {
            submit(job);
        } catch (RejectedExecutionException refused) {
            job.refuse(refused);
        }
    }

    /** Hands a job in. The state must be idle, and is again if this throws. */
    final void submit(Runnable work) {
        state.submit();
        try {
            submitted = strand().driver().blocking(work);
        } catch (RejectedExecutionException refused) {
            state.withdraw();
            throw refused;
        }
    }

    @Override
    protected final void release() {
        if (nextLook != null) {
            nextLook.disarm();
        }
        if (submitted != null) {
            submitted.cancel();
        }
        if (state.leave()) {
            job.close();
        }
    }
}
