package io.nagare.mutiny;

import io.nagare.One;
import io.nagare.driver.Guarded;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A Uni of a stream of at most one item, within the context of its subscriber. Immutable; used by any thread. */
final class OneUni<T> extends AbstractUni<T> {

    private final One<T> one;

    OneUni(One<T> one) {
        this.one = one;
    }

    @Override
    public void subscribe(UniSubscriber<? super T> subscriber) {
        Crossing.within(one, subscriber)
                .subscribe(new Guarded<>(new Relay<>(subscriber), Infrastructure::handleDroppedException));
    }

    @Override
    public String toString() {
        return "Uni[" + one + "]";
    }

    /** Hands the item, null or the failure on. Signals come one after the other; any thread may cancel. */
    private static final class Relay<T> implements Subscriber<T>, UniSubscription {

        private final UniSubscriber<? super T> subscriber;
        private volatile @Nullable Subscription upstream;
        private volatile boolean over;

        Relay(UniSubscriber<? super T> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            subscriber.onSubscribe(this);
            if (!over) {
                subscription.request(1);
            }
        }

        @Override
        public void onNext(T item) {
            over = true;
            subscriber.onItem(item);
        }

        @Override
        public void onError(Throwable failure) {
            if (over) {
                Infrastructure.handleDroppedException(failure);
            } else {
                over = true;
                subscriber.onFailure(failure);
            }
        }

        @Override
        @SuppressWarnings("NullAway") // a Uni emits null for an empty stream
        public void onComplete() {
            if (!over) {
                over = true;
                subscriber.onItem(null);
            }
        }

        @Override
        public void cancel() {
            over = true;
            Subscription from = upstream;
            if (from != null) {
                from.cancel();
            }
        }
    }
}
