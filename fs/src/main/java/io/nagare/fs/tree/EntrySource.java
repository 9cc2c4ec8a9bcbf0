package io.nagare.fs.tree;

import io.nagare.driver.BlockingJob;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.work.FileState;
import io.nagare.fs.work.LoadedClasses;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to entries, on its strand: hands out a batch that the job has read while the job reads the next one.
 *
 * <p>Always holds: nothing is opened before there is demand; at most one job is queued or running; no more than two batches are read and not handed
 * out.
 */
public final class EntrySource<T> extends Leaf implements StrandSubscription {

    /** How many entries a job reads at the most: enough that its way to another thread and back costs little beside them. */
    static final int BATCH = 64;

    private final StrandSubscriber<? super T> subscriber;
    private final FileState state = new FileState();
    private final EntryJob<T> job;
    private final ArrayDeque<T> entries = new ArrayDeque<>();

    /** The job as it was last handed in; null before there was demand. */
    private @Nullable BlockingJob submitted;

    private long demand;
    private boolean emitting;
    private boolean done;

    public EntrySource(EntryCursor<T> cursor, StrandSubscriber<? super T> subscriber, Strand strand) {
        super(strand);
        this.subscriber = subscriber;
        this.job = new EntryJob<>(cursor, BATCH, state, this);
    }

    public void start() {
        LoadedClasses.once();
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
        emitting = true;
        boolean budgetLeft = emit();
        emitting = false;
        if (!done && budgetLeft && readOn() && entries.isEmpty()) {
            end();
        }
    }

    /** Hands out what there is and is wanted. Returns false if the strand's budget is used up, and this made ready again. */
    private boolean emit() {
        while (demand > 0 && !done) {
            readOn();
            T entry = entries.poll();
            if (entry == null) {
                break;
            }
            if (subscriber.onNext(entry)) {
                demand = Demand.subtract(demand, 1);
            }
            if (!strand().spend(1)) {
                wake();
                return false;
            }
        }
        return true;
    }

    /**
     * Takes the batch of a job that has finished, and hands the job in again if there is room for another. Nothing is missed of a job that finishes
     * meanwhile: it wakes this then.
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

    private void end() {
        FileOperationException failure = job.failure();
        leave();
        if (failure == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(failure);
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
        for (T entry = entries.poll(); entry != null; entry = entries.poll()) {
            strand().discard(entry);
        }
    }
}
