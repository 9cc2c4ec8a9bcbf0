package io.nagare.engine.stage;

import io.nagare.DeadlineExceededException;
import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fails when neither an item nor the end comes in time. The timer is armed once and moved lazily: an item only notes its time, and
 * a timer that finds a younger item arms itself again for the rest.
 */
final class TimeoutSubscriber<T> extends StageSubscriber<T, T> implements StrandSubscription {

    private final Duration limit;
    private final long limitNanos;
    private final Strand strand;
    private @Nullable Deadline deadline;
    private long last;
    private boolean done;

    TimeoutSubscriber(Duration limit, StrandSubscriber<? super T> downstream, Strand strand) {
        super(downstream);
        this.limit = limit;
        this.limitNanos = Durations.saturatedNanos(limit);
        this.strand = strand;
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        last = strand.driver().time().nanoTime();
        deadline = strand.driver().deadline(new Leaf(strand) {
            @Override
            protected void run() {
                check();
            }
        });
        super.onSubscribe(subscription);
        if (!done) {
            deadline.arm(last + limitNanos);
        }
    }

    private void check() {
        if (done || !Objects.requireNonNull(deadline).reached()) {
            return;
        }
        long left = last + limitNanos - strand.driver().time().nanoTime();
        if (left > 0) {
            deadline.arm(last + limitNanos);
            return;
        }
        done = true;
        upstream().cancel();
        downstream.onError(new DeadlineExceededException("timeout: neither an item nor the end came", limit));
    }

    @Override
    public void request(long n) {
        if (!done) {
            upstream().request(n);
        }
    }

    @Override
    public void cancel() {
        if (!done) {
            stop();
            upstream().cancel();
        }
    }

    private void stop() {
        done = true;
        if (deadline != null) {
            deadline.disarm();
        }
    }

    @Override
    public boolean onNext(T item) {
        last = strand.driver().time().nanoTime();
        return downstream.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
        stop();
        super.onError(failure);
    }

    @Override
    public void onComplete() {
        stop();
        super.onComplete();
    }
}
