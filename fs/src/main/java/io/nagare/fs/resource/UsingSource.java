package io.nagare.fs.resource;

import io.nagare.driver.Deadline;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.work.FileState;
import io.nagare.fs.work.LoadedClasses;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * One subscription to work that needs a resource. When there is demand, it takes the resource and subscribes to the
 * work. It releases the resource before it passes on the end of the work. If it is cancelled, it first cancels the
 * work and then releases the resource.
 *
 * <p>Always holds: a resource that was taken is released once, whatever ends first. A job releases it, and a closing
 * runtime still runs that job. The strand releases it itself only if there is no thread for the job.
 */
public final class UsingSource<T> extends Leaf implements StrandSubscription {

    private static final long FIRST_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LAST_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Resource resource;
    private final Function<? super Path, ? extends Publisher<T>> work;
    private final StrandSubscriber<? super T> subscriber;
    private final FileState state = new FileState();
    private final ResourceJob job;

    private long retryNanos = FIRST_RETRY_NANOS;
    private @Nullable Deadline retry;

    private @Nullable StrandSubscription working;
    private @Nullable Throwable workFailure;
    private boolean started;
    private boolean worked;
    private boolean done;

    /** The demand that has not been requested from the work yet. */
    private long demand;

    public UsingSource(
            Resource resource,
            Function<? super Path, ? extends Publisher<T>> work,
            StrandSubscriber<? super T> subscriber,
            Strand strand) {
        super(strand);
        this.resource = resource;
        this.work = work;
        this.subscriber = subscriber;
        this.job = new ResourceJob(resource, state, this);
    }

    public void start() {
        LoadedClasses.once();
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        if (done || worked) {
            return;
        }
        if (working != null) {
            working.request(n);
            return;
        }
        demand = Demand.add(demand, n);
        if (!started) {
            started = true;
            take();
        }
    }

    @Override
    public void cancel() {
        if (done) {
            return;
        }
        done = true;
        if (retry != null) {
            retry.disarm();
        }
        if (working != null && !worked) {
            working.cancel();
        }
        if (!worked) {
            giveBack();
        }
    }

    /** Has a job release the resource. A job that is running releases what it has taken when it ends. */
    private void giveBack() {
        if (state.leaveToJob() || !job.isTaken()) {
            return;
        }
        job.prepareRelease();
        state.submit();
        try {
            strand().driver().mandatoryBlocking(job);
        } catch (RejectedExecutionException noThread) {
            state.withdraw();
            job.release();
            wake();
        }
    }

    private void take() {
        state.submit();
        try {
            strand().driver().blocking(job);
        } catch (RejectedExecutionException noThread) {
            state.withdraw();
            done = true;
            subscriber.onError(resource.failed(noThread, false));
        }
    }

    @Override
    protected void run() {
        if (done || !started || !state.isIdle()) {
            return;
        }
        if (worked) {
            end();
        } else if (job.failure() != null) {
            fail(job.failure());
        } else if (job.isTaken()) {
            begin();
        } else {
            tryAgain();
        }
    }

    private void begin() {
        if (working != null) {
            return;
        }
        Publisher<T> stream;
        try {
            stream = Objects.requireNonNull(work.apply(resource.path()), "the work is null");
        } catch (Throwable thrown) {
            if (done) {
                strand().driver().unseen(thrown, "a function of a stream that was cancelled");
            } else {
                worked(thrown);
            }
            return;
        }
        strand().attach(stream, new Worker(subscriber));
    }

    private void tryAgain() {
        Deadline deadline = retry;
        if (deadline == null) {
            deadline = strand().driver().deadline(this);
            retry = deadline;
            deadline.arm(strand().driver().time().nanoTime() + retryNanos);
        } else if (deadline.reached()) {
            retryNanos = Math.min(2 * retryNanos, LAST_RETRY_NANOS);
            retry = null;
            take();
        }
    }

    private void worked(@Nullable Throwable failure) {
        worked = true;
        workFailure = failure;
        giveBack();
    }

    private void end() {
        FileOperationException notReleased = job.failure();
        if (workFailure == null) {
            if (notReleased != null) {
                fail(notReleased);
                return;
            }
            done = true;
            subscriber.onComplete();
            return;
        }
        if (notReleased != null) {
            workFailure.addSuppressed(notReleased);
        }
        fail(workFailure);
    }

    private void fail(Throwable failure) {
        done = true;
        subscriber.onError(failure);
    }

    /** Receives what the work emits. */
    private final class Worker extends StrandSubscriber<T> {

        Worker(StrandSubscriber<? super T> downstream) {
            super(downstream);
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            working = subscription;
            if (done) {
                subscription.cancel();
            } else {
                long unmet = demand;
                demand = 0;
                subscription.request(unmet);
            }
        }

        @Override
        public boolean onNext(T item) {
            if (done) {
                strand().discard(item);
                return true;
            }
            return subscriber.onNext(item);
        }

        @Override
        public void onError(Throwable failure) {
            if (!done) {
                worked(failure);
            }
        }

        @Override
        public void onComplete() {
            if (!done) {
                worked(null);
            }
        }

        @Override
        public boolean isDone() {
            return done || subscriber.isDone();
        }
    }
}
