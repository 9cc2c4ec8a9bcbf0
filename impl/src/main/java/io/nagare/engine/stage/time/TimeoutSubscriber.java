package io.nagare.engine.stage.time;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.Continuation;
import io.nagare.engine.stage.TimerSubscriber;
import io.nagare.engine.time.Durations;
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
public final class TimeoutSubscriber<T> extends TimerSubscriber<T, T> {

    private final TimeLimits limits;
    private final @Nullable Supplier<? extends Publisher<? extends T>> fallback;

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

    public TimeoutSubscriber(Stage.Timeout<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        super(downstream, strand);
        this.limits = stage.limits();
        this.fallback = stage.fallback();
        this.target = fallback == null ? downstream : new Continuation<T>(downstream);
        this.itemLimit = nanos(limits.firstItem() == null ? limits.idle() : limits.firstItem());
    }

    private static long nanos(@Nullable Duration limit) {
        return limit == null ? Durations.FOREVER : Durations.saturatedNanos(limit);
    }

    private long sinceStart() {
        return now() - start;
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream(subscription);
        start = now();
        target.onSubscribe(this);
        if (!done) {
            arm();
        }
    }

    private void arm() {
        armedFor = Math.min(last + itemLimit, nanos(limits.total()));
        deadline.arm(start + armedFor);
    }

    @Override
    protected void timeIsUp() {
        if (done || !deadline.reached()) {
            return;
        }
        long passed = sinceStart();
        if (passed >= nanos(limits.total())) {
            expire("timeout: the end did not come", limits.total());
        } else if (passed < last + itemLimit) {
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
}
