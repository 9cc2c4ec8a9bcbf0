package io.nagare.mutiny;

import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A Uni as a publisher of Reactive Streams, whose subscribers bring a context. As Mutiny's own, it subscribes to the
 * Uni when the item is requested. Immutable; used by any thread.
 */
record UniPublisher<T>(Uni<T> uni, Context context) implements Publisher<T> {

    @Override
    public void subscribe(Subscriber<? super T> subscriber) {
        subscriber.onSubscribe(new Relay<>(uni, context, subscriber));
    }

    @Override
    public String toString() {
        return uni.toString();
    }

    /**
     * Hands an item, an end or a failure on. The subscriber is the edge of a strand, which requests and cancels there.
     * Mutiny signals on any thread.
     */
    private static final class Relay<T> implements UniSubscriber<T>, Subscription {

        private final Uni<T> uni;
        private final Context context;
        private final Subscriber<? super T> to;

        /** Used on the strand only. */
        private boolean begun;

        /** Written before `cancelled` is read, and read after `cancelled` is written. So one of the two cancels. */
        private volatile @Nullable UniSubscription upstream;

        private volatile boolean cancelled;

        Relay(Uni<T> uni, Context context, Subscriber<? super T> to) {
            this.uni = uni;
            this.context = context;
            this.to = to;
        }

        @Override
        public void request(long n) {
            if (!begun) {
                begun = true;
                AbstractUni.subscribe(uni, this);
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            UniSubscription from = upstream;
            if (from != null) {
                from.cancel();
            }
        }

        @Override
        public void onSubscribe(UniSubscription subscription) {
            upstream = subscription;
            if (cancelled) {
                subscription.cancel();
            }
        }

        @Override
        public void onItem(@Nullable T item) {
            if (item != null) {
                to.onNext(item);
            }
            to.onComplete();
        }

        @Override
        public void onFailure(Throwable failure) {
            if (cancelled) {
                Infrastructure.handleDroppedException(failure);
            } else {
                to.onError(failure);
            }
        }

        @Override
        public Context context() {
            return context;
        }
    }
}
