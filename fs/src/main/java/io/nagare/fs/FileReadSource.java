package io.nagare.fs;

import io.nagare.Bytes;
import io.nagare.driver.BlockingJob;
import io.nagare.driver.Demand;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a file. A blocking job reads a batch of chunks, hands it over with {@link FileReadState#finishJob()} and wakes this
 * leaf. While the strand hands out one batch, the next is being read: so what is read ahead is two batches at the most.
 */
final class FileReadSource extends Leaf implements StrandSubscription {

    /** What a chunk costs of a strand's budget for items. */
    private static final int COST = 32;

    private final Path path;
    private final StrandSubscriber<? super Bytes> subscriber;
    private final Driver driver;
    private final OpenFile file;
    private final FileReadState state = new FileReadState();
    private final int chunksPerJob;

    // The job's while the state says that it is reading, the strand's otherwise.
    private List<Bytes> batch = List.of();
    private boolean endReached;
    private @Nullable Throwable failure;

    // The strand's.
    private final ArrayDeque<Bytes> chunks = new ArrayDeque<>();
    private @Nullable BlockingJob job;
    private boolean ended;
    private long demand;
    private boolean emitting;
    private boolean done;

    FileReadSource(Path path, ReadOptions options, StrandSubscriber<? super Bytes> subscriber, Strand strand) {
        super(strand);
        this.path = path;
        this.subscriber = subscriber;
        this.driver = strand.driver();
        this.file = new OpenFile(path, options);
        this.chunksPerJob = options.chunksPerJob();
    }

    void start() {
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        run();
    }

    @Override
    public void cancel() {
        if (!done) {
            leave();
        }
    }

    @Override
    protected void run() {
        if (done || emitting) {
            return;
        }
        takeBatch();
        emitting = true;
        while (demand > 0 && !done) {
            Bytes chunk = chunks.poll();
            if (chunk == null) {
                break;
            }
            readAhead();
            if (subscriber.onNext(chunk)) {
                demand = Demand.subtract(demand, 1);
            }
            if (!strand().spend(COST)) {
                wake();
                break;
            }
        }
        emitting = false;
        if (done) {
            return;
        }
        if (ended && chunks.isEmpty()) {
            end();
        } else if (demand > 0) {
            readAhead();
        }
    }

    private void takeBatch() {
        if (job == null || state.isReading()) {
            return;
        }
        job = null;
        chunks.addAll(batch);
        batch = List.of();
        ended = endReached || failure != null;
    }

    /** Has the next batch read if none is being read and there is room for it. */
    private void readAhead() {
        if (job == null && !ended && chunks.size() < chunksPerJob) {
            state.startJob();
            job = driver.blocking(this::readBatch);
        }
    }

    /** On a thread that may block. */
    private void readBatch() {
        List<Bytes> read = new ArrayList<>(chunksPerJob);
        try {
            while (read.size() < chunksPerJob && !endReached) {
                byte[] chunk = file.readChunk();
                if (chunk == null) {
                    endReached = true;
                } else {
                    read.add(Bytes.wrap(chunk));
                }
            }
        } catch (Throwable thrown) {
            failure = thrown;
        }
        batch = read;
        if (state.finishJob()) {
            close();
        } else {
            wake();
        }
    }

    private void end() {
        Throwable thrown = failure;
        leave();
        if (thrown == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(FileReadException.of(path, thrown));
        }
    }

    private void leave() {
        done = true;
        chunks.clear();
        if (job != null && job.cancel()) {
            state.takeBack();
        }
        if (state.leave()) {
            close();
        }
    }

    private void close() {
        try {
            file.close();
        } catch (IOException thrown) {
            driver.unseen(thrown, "closing " + path);
        }
    }
}
