package io.nagare.engine.origin.resource;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.LateFailure;
import io.nagare.stage.Origin;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A stream that uses a resource. Publishers acquire and release the resource. Called on the strand.
 *
 * <p>Always holds: for each resource that arrives, one release is begun. Neither an acquisition nor a release is ever
 * cancelled. So a resource that arrives after the subscriber has cancelled is released, not lost.
 */
public final class UsingWhenSource<R, T> implements StrandSubscription {

    private final Origin.UsingWhen<R, T> origin;
    private final StrandSubscriber<? super T> downstream;
    private final Strand strand;

    /** The stream that uses the resource, until it has ended. */
    private @Nullable Use use;

    /** Demand that came before the resource. */
    private long early;

    private boolean cancelled;

    public UsingWhenSource(Origin.UsingWhen<R, T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        this.origin = origin;
        this.downstream = downstream;
        this.strand = strand;
    }

    public void start() {
        downstream.onSubscribe(this);
        if (!cancelled) {
            strand.attach(origin.acquire(), new Acquisition());
        }
    }

    @Override
    public void request(long n) {
        if (use == null) {
            early = Demand.add(early, n);
        } else {
            use.upstream.request(n);
        }
    }

    @Override
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            if (use != null) {
                use.cancel();
            }
        }
    }

    @Override
    public boolean takeBack(Object item) {
        return use != null && use.upstream.takeBack(item);
    }

    private void acquired(R resource) {
        if (cancelled) {
            release(() -> origin.onCancel().apply(resource), null);
            return;
        }
        Publisher<? extends T> publisher;
        try {
            publisher = Objects.requireNonNull(
                    origin.use().apply(resource), "usingWhen: the use function returned null");
        } catch (Throwable failure) {
            if (cancelled) {
                LateFailure.tell(failure, strand.driver());
                release(() -> origin.onCancel().apply(resource), null);
            } else {
                release(() -> origin.onError().apply(resource, failure), failure);
            }
            return;
        }
        strand.attach(publisher, new Use(resource));
    }

    /**
     * Begins the one release of a resource.
     *
     * @param cause the failure of the stream that used the resource, which is passed on when the release has ended
     */
    private void release(Supplier<? extends Publisher<?>> function, @Nullable Throwable cause) {
        Publisher<?> publisher;
        try {
            publisher = Objects.requireNonNull(function.get(), "usingWhen: the release function returned null");
        } catch (Throwable failure) {
            released(cause, failure);
            return;
        }
        strand.attach(publisher, new Releasing(cause));
    }

    private void released(@Nullable Throwable cause, @Nullable Throwable failure) {
        if (cancelled) {
            if (failure != null) {
                strand.driver().unseen(failure, "a release of usingWhen after a cancellation");
            }
        } else if (cause != null) {
            if (failure != null && failure != cause) {
                cause.addSuppressed(failure);
            }
            downstream.onError(cause);
        } else if (failure != null) {
            downstream.onError(failure);
        } else {
            downstream.onComplete();
        }
    }

    /** Takes the resource when it arrives. */
    private final class Acquisition extends StrandSubscriber<R> {

        private boolean arrived;

        Acquisition() {
            super(downstream);
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            subscription.request(1);
        }

        @Override
        public boolean onNext(R resource) {
            arrived = true;
            acquired(resource);
            return true;
        }

        @Override
        public void onError(Throwable failure) {
            if (arrived || cancelled) {
                strand.driver().unseen(failure, "an acquisition of usingWhen that nobody waits for any more");
            } else {
                downstream.onError(failure);
            }
        }

        @Override
        public void onComplete() {
            if (!arrived && !cancelled) {
                downstream.onComplete();
            }
        }
    }

    /** Forwards the stream that uses the resource. */
    private final class Use extends StrandSubscriber<T> {

        private final R resource;

        @SuppressWarnings("NullAway.Init") // set before anybody sees this
        private StrandSubscription upstream;

        Use(R resource) {
            super(downstream);
            this.resource = resource;
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            upstream = subscription;
            if (cancelled) {
                cancel();
                return;
            }
            use = this;
            if (early > 0) {
                subscription.request(early);
            }
        }

        void cancel() {
            use = null;
            upstream.cancel();
            release(() -> origin.onCancel().apply(resource), null);
        }

        @Override
        public boolean onNext(T item) {
            if (use != this) {
                strand.discard(item);
                return true;
            }
            return downstream.onNext(item);
        }

        @Override
        public void onError(Throwable failure) {
            if (use == this) {
                use = null;
                release(() -> origin.onError().apply(resource, failure), failure);
            }
        }

        @Override
        public void onComplete() {
            if (use == this) {
                use = null;
                release(() -> origin.onComplete().apply(resource), null);
            }
        }

        @Override
        public boolean isDone() {
            return use != this || downstream.isDone();
        }
    }

    /** Waits until a release has ended. */
    private final class Releasing extends StrandSubscriber<Object> {

        private final @Nullable Throwable cause;

        Releasing(@Nullable Throwable cause) {
            super(downstream);
            this.cause = cause;
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            subscription.request(Demand.UNBOUNDED);
        }

        @Override
        public boolean onNext(Object item) {
            return true;
        }

        @Override
        public void onError(Throwable failure) {
            released(cause, failure);
        }

        @Override
        public void onComplete() {
            released(cause, null);
        }
    }
}
