package io.nagare.fs.read;

import io.nagare.Bytes;
import io.nagare.driver.BlockingJob;
import io.nagare.driver.Deadline;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.FollowOptions;
import io.nagare.fs.contract.ReadOptions;
import io.nagare.fs.work.FileState;
import io.nagare.fs.work.LoadedClasses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a file, on its strand: hands out the chunks that the job has read, and hands the job in again when the queue is down to
 * half. While the strand keeps up, one job reads on and on; it is the full queue that ends it.
 *
 * <p>How far the job may be ahead depends on who waits for whom. A strand that finds the queue empty while the job is at work is faster than the job,
 * and is woken for twice as much from then on, up to the read-ahead: each wake costs the job about as much as reading a chunk from memory. A strand
 * without demand holds on to no more than it needs to go on.
 *
 * <p>Always holds: nothing is opened before there is demand; at most one job is queued or running; the chunks that are not handed out, read or
 * being read, never take more than the read-ahead, or one chunk if there is demand for it.
 */
public sealed class FileReadSource extends Leaf implements StrandSubscription permits FileTransferSource {

    /** What a chunk costs of a strand's budget for items. */
    private static final int COST = 32;

    /** How many bytes may be ahead of a strand that is not faster than the job. */
    private static final int LEAST_AHEAD = 512 * 1024;

    /** How many chunks may be ahead, however small they are: the queue for them is made in full for each subscription. */
    private static final int MAX_CHUNKS_AHEAD = 256;

    private final StrandSubscriber<? super Bytes> subscriber;
    private final boolean readsAhead;
    private final int leastAhead;
    private final ChunkQueue queue;
    private final FileState state;
    private final FileReadJob job;

    /** The job as it was last handed in; null before there was demand. */
    private @Nullable BlockingJob submitted;

    /** Of a file that is followed: how long to wait at its end, and when that is over. */
    private final long waitNanos;

    private final @Nullable Deadline nextLook;
    private boolean waiting;

    private long demand;
    private boolean emitting;
    private boolean done;

    FileReadSource(Path path, ReadOptions options, StrandSubscriber<? super Bytes> subscriber, Strand strand) {
        this(new OpenFile(path, options), new FileState(), options, Duration.ZERO, subscriber, strand);
    }

    public FileReadSource(Path path, FollowOptions options, StrandSubscriber<? super Bytes> subscriber, Strand strand) {
        this(new FollowedFile(path, options, null), options, subscriber, strand);
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
        super(strand);
        this.state = state;
        this.subscriber = subscriber;
        int chunksAhead = Math.min(MAX_CHUNKS_AHEAD, options.readAhead() / options.chunkSize());
        this.readsAhead = chunksAhead > 0;
        this.queue = new ChunkQueue(Math.max(1, chunksAhead));
        this.leastAhead = Math.min(queue.capacity(), Math.max(1, LEAST_AHEAD / options.chunkSize()));
        queue.limit(leastAhead);
        this.job = new FileReadJob(file, queue, state, this);
        this.waitNanos = wait.toNanos();
        this.nextLook = wait.isZero() ? null : strand.driver().deadline(this);
    }

    public final void start() {
        LoadedClasses.once();
        subscriber.onSubscribe(this);
    }

    @Override
    public final void request(long n) {
        demand = Demand.add(demand, n);
        run();
    }

    @Override
    public final void cancel() {
        if (!done) {
            leave();
        }
    }

    @Override
    protected void run() {
        if (done || emitting) {
            return;
        }
        if (waiting && nextLook != null && nextLook.reached()) {
            waiting = false;
            job.resume();
        }
        emitting = true;
        boolean budgetLeft = emit();
        emitting = false;
        if (!done && budgetLeft) {
            settle();
        }
    }

    /** Hands out what there is and is wanted. Returns false if the strand's budget is used up, and this made ready again. */
    private boolean emit() {
        while (demand > 0 && !done) {
            Bytes chunk = queue.poll();
            if (chunk == null) {
                break;
            }
            readOn(demand - 1);
            if (subscriber.onNext(chunk)) {
                demand = Demand.subtract(demand, 1);
            }
            if (!strand().spend(COST)) {
                wake();
                return false;
            }
        }
        return true;
    }

    /**
     * Decides what comes next when the queue is empty or there is no demand. What the job does meanwhile is not missed: it wakes this after it
     * has put a chunk there that was not seen, and after it has finished.
     */
    private void settle() {
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
     * @param unmet how many chunks are waited for
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

    /** Closes the file and passes the end on. */
    final void end(@Nullable FileOperationException failure) {
        leave();
        if (failure == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(failure);
        }
    }

    final boolean isDone() {
        return done;
    }

    private void leave() {
        done = true;
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
