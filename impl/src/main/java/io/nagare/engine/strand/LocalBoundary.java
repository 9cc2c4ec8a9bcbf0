package io.nagare.engine.strand;

import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.local.Locals;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The end of a scope of local values. A signal that goes downstream runs with the values outside, and one that goes
 * upstream with the values inside. Called on the strand.
 */
public final class LocalBoundary<T> extends StrandSubscriber<T> implements StrandSubscription {

    private final @Nullable Locals inside;
    private final @Nullable Locals outside;
    private final StrandSubscriber<? super T> downstream;
    private @Nullable StrandSubscription upstream;

    /** Makes a boundary in front of a subscriber that is outside of the scope. */
    public LocalBoundary(
            @Nullable Locals inside, @Nullable Locals outside, StrandSubscriber<? super T> downstream) {
        super(downstream);
        this.inside = inside;
        this.outside = outside;
        this.downstream = downstream;
    }

    /** The subscriber outside of the scope. */
    public StrandSubscriber<? super T> downstream() {
        return downstream;
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream = subscription;
        Locals previous = Locals.swap(outside);
        downstream.onSubscribe(this);
        Locals.swap(previous);
    }

    @Override
    public void request(long n) {
        Locals previous = Locals.swap(inside);
        Objects.requireNonNull(upstream).request(n);
        Locals.swap(previous);
    }

    @Override
    public void cancel() {
        Locals previous = Locals.swap(inside);
        Objects.requireNonNull(upstream).cancel();
        Locals.swap(previous);
    }

    @Override
    public boolean takeBack(Object item) {
        return Objects.requireNonNull(upstream).takeBack(item);
    }

    @Override
    public boolean onNext(T item) {
        Locals previous = Locals.swap(outside);
        boolean used = downstream.onNext(item);
        Locals.swap(previous);
        return used;
    }

    @Override
    public boolean isDone() {
        return downstream.isDone();
    }

    @Override
    public void onError(Throwable failure) {
        Locals previous = Locals.swap(outside);
        downstream.onError(failure);
        Locals.swap(previous);
    }

    @Override
    public void onComplete() {
        Locals previous = Locals.swap(outside);
        downstream.onComplete();
        Locals.swap(previous);
    }
}
