package io.nagare.engine.stage.time;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.Continuation;
import io.nagare.engine.stage.Durations;
import io.nagare.engine.stage.StageSubscriber;
import io.nagare.failure.TimedOutException;
import io.nagare.policy.TimeLimits;
import io.nagare.stage.Stage;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Fails, or continues with a fallback, if the first item, the next item or the end does not arrive in time. There is
 * one timer, which is moved lazily: an item only notes its time. A timer that finds a newer item arms itself again for
 * the rest.
 */
public final class TimeoutSubscriber<T> extends StageSubscriber<T, T> implements StrandSubscription {

    private final TimeLimits limits;
    private final @Nullable Supplier<? extends Publisher<? extends T>> fallback;
    private final Strand strand;
    private final Deadline deadline;

    /**
     * The receiver of items: downstream itself, or, if there is a fallback, a continuation that remembers the demand
     * for it.
     */
    private final StrandSubscriber<? super T> target;

    /** When the subscription began, in nanoseconds. The times below count from it. */
    private long start;

    private long last;
    private long itemLimit;
    private long armedFor;
    private boolean first = true;
    private boolean done;

    public TimeoutSubscriber(Stage.Timeout<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        super(downstream);
        this.limits = stage.limits();
        this.fallback = stage.fallback();
        this.strand = strand;
        this.target = fallback == null ? downstream : new Continuation<T>(downstream);
        this.itemLimit = nanos(limits.firstItem() == null ? limits.idle() : limits.firstItem());
        this.deadline = strand.driver().deadline(new Leaf(strand) {
            @Override
            protected void run() {
                check();
            }
        });
    }

    private static long nanos(@Nullable Duration limit) {
        return limit == null ? Durations.FOREVER : Durations.saturatedNanos(limit);
    }

    private long sinceStart() {
        return strand.driver().time().nanoTime() - start;
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream(subscription);
        start = strand.driver().time().nanoTime();
        target.onSubscribe(this);
        if (!done) {
            arm();
        }
    }

    private void arm() {
        armedFor = Math.min(last + itemLimit, nanos(limits.total()));
        deadline.arm(start + armedFor);
    }

    private void check() {
        if (done || !deadline.reached()) {
            return;
        }
        long now = sinceStart();
        if (now >= nanos(limits.total())) {
            expire("timeout: the end did not come", limits.total());
        } else if (now < last + itemLimit) {
            arm();
        } else if (first && limits.firstItem() != null) {
            expire("timeout: no first item came", limits.firstItem());
        } else {
            expire("timeout: neither an item nor the end came", limits.idle());
        }
    }

    private void expire(String what, @Nullable Duration limit) {
        done = true;
        upstream().cancel();
        if (fallback == null || !(target instanceof Continuation<? super T> continuation)) {
            downstream.onError(new TimedOutException(what, limit == null ? Duration.ZERO : limit));
            return;
        }
        continuation.pause();
        Publisher<? extends T> next;
        try {
            next = notNull(fallback.get(), "timeout: the fallback");
        } catch (Throwable failure) {
            fail(failure);
            return;
        }
        if (!continuation.isCancelled()) {
            strand.attach(next, continuation);
        }
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
        deadline.disarm();
    }

    @Override
    public boolean isDone() {
        return done || super.isDone();
    }

    @Override
    public boolean onNext(T item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        last = sinceStart();
        if (first) {
            first = false;
            itemLimit = nanos(limits.idle());
            if (last + itemLimit < armedFor) {
                arm();
            }
        }
        return target.onNext(item);
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
