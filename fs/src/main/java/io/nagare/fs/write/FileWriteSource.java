package io.nagare.fs.write;

import io.nagare.Bytes;
import io.nagare.driver.BlockingJob;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.fs.contract.WriteOptions;
import io.nagare.fs.work.FileState;
import io.nagare.fs.work.LoadedClasses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * One subscription that writes a publisher's bytes to a file. It is the subscriber of the bytes, and the subscription
 * of the caller that waits for their number. Runs on the caller's strand.
 *
 * <p>While a job writes one list of items, the next list is gathered. The first item of a list puts {@link #progress}
 * at the end of the strand's ready leaves. So items that come without a pause are handed over together.
 *
 * <p>Always holds: at most one job is queued or running. The items that are gathered, being written or requested fit
 * into the buffer, as far as their sizes are known. The only exception is a single item.
 */
public final class FileWriteSource extends StrandSubscriber<Bytes> implements StrandSubscription {

    /** About how many bytes an item takes beside its content. So many small items count, too. */
    private static final int ITEM_OVERHEAD = 48;

    /** The most items that are requested ahead: they may have to come from another thread. */
    private static final int MOST_AHEAD = 16;

    private final Publisher<Bytes> bytes;
    private final int buffer;
    private final StrandSubscriber<? super Long> subscriber;
    private final Strand strand;
    private final FileState state = new FileState();
    private final Leaf progress;
    private final WrittenFile file;
    private final FileWriteJob job;

    private @Nullable BlockingJob submitted;
    private List<Bytes> gathered = new ArrayList<>();
    private long gatheredBytes;
    private long handedBytes;

    private boolean started;
    private @Nullable StrandSubscription upstream;

    /** How many items upstream may send. */
    private int outstanding;

    /** The length of the largest item so far; the next ones are taken to be as large. */
    private int largest;

    private boolean upstreamDone;
    private @Nullable Throwable upstreamFailure;
    private boolean done;

    public FileWriteSource(
            Path path,
            Publisher<Bytes> bytes,
            WriteOptions options,
            StrandSubscriber<? super Long> subscriber,
            Strand strand) {
        this.bytes = bytes;
        this.buffer = options.buffer();
        this.subscriber = subscriber;
        this.strand = strand;
        this.progress = new Leaf(strand) {
            @Override
            protected void run() {
                progress();
            }
        };
        this.file = new WrittenFile(strand.driver().path(path), options);
        this.job = new FileWriteJob(file, state, progress);
    }

    public void start() {
        LoadedClasses.once();
        subscriber.onSubscribe(this);
    }

    // As the subscription of the caller that waits for the number

    @Override
    public void request(long n) {
        if (!started && !done) {
            started = true;
            strand.attach(bytes, this);
        }
    }

    @Override
    public void cancel() {
        if (!done) {
            stopUpstream();
            leave();
        }
    }

    // As the subscriber of the bytes

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream = subscription;
        if (done) {
            subscription.cancel();
        } else {
            requestUpTo(1);
        }
    }

    @Override
    public boolean onNext(Bytes item) {
        if (done) {
            return true;
        }
        if (!item.isEmpty()) {
            gather(item);
        }
        int wanted = roomInItems();
        if (done || outstanding > wanted) {
            outstanding--;
            return true;
        }
        // There is room for another item, so this one does not use its unit of demand.
        requestUpTo(wanted);
        return false;
    }

    @Override
    public void onError(Throwable failure) {
        upstreamDone = true;
        upstreamFailure = failure;
        progress();
    }

    @Override
    public void onComplete() {
        upstreamDone = true;
        progress();
    }

    private void gather(Bytes item) {
        gathered.add(item);
        gatheredBytes += item.length() + ITEM_OVERHEAD;
        largest = Math.max(largest, item.length());
        if (gatheredBytes >= buffer / 2 && state.isIdle()) {
            progress();
        } else if (gathered.size() == 1) {
            progress.wake();
        }
    }

    /** How many requested items would about fill the buffer; if it is empty, at least 1. */
    private int roomInItems() {
        long taken = gatheredBytes + handedBytes;
        if (taken == 0) {
            return Math.max(1, Math.min(MOST_AHEAD, largest == 0 ? 1 : buffer / largest));
        }
        return (int) Math.max(0, Math.min(MOST_AHEAD, (buffer - taken) / Math.max(1, largest)));
    }

    private void requestUpTo(int wanted) {
        int more = wanted - outstanding;
        if (more > 0 && upstream != null && !upstreamDone) {
            outstanding += more;
            upstream.request(more);
        }
    }

    // Writing

    /**
     * Handles the outcome of the last job, and hands in the next one. Does nothing while a job is at work, because that
     * job will wake this.
     */
    private void progress() {
        if (done || !state.isIdle()) {
            return;
        }
        handedBytes = 0;
        if (job.failure() != null) {
            fail(job.failure());
        } else if (upstreamFailure != null) {
            fail(upstreamFailure);
        } else if (job.hasEnded()) {
            emit();
        } else {
            if (!gathered.isEmpty() || upstreamDone) {
                submit();
            }
            requestUpTo(roomInItems());
        }
    }

    private void emit() {
        subscriber.onNext(job.written());
        if (!done) {
            done = true;
            subscriber.onComplete();
        }
    }

    private void submit() {
        job.prepare(gathered, upstreamDone);
        handedBytes = gatheredBytes;
        gathered = new ArrayList<>();
        gatheredBytes = 0;
        state.submit();
        try {
            submitted = strand.driver().blocking(job);
        } catch (RejectedExecutionException refused) {
            state.withdraw();
            fail(file.failed(refused));
        }
    }

    private void fail(Throwable failure) {
        stopUpstream();
        leave();
        subscriber.onError(failure);
    }

    private void stopUpstream() {
        gathered.clear();
        if (upstream != null && !upstreamDone) {
            upstreamDone = true;
            upstream.cancel();
        }
    }

    private void leave() {
        done = true;
        if (submitted != null) {
            submitted.cancel();
        }
        if (state.leave()) {
            job.close();
        }
    }
}
