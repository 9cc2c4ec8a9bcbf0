package io.nagare.rxjava;

import io.nagare.One;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A Maybe of a stream of at most one item. Immutable; used by any thread.
 *
 * <p>The observer gets the item at once. RxJava's own adapter keeps it until the stream completes, and loses it if the
 * observer disposes in between.
 */
final class OneMaybe<T> extends Maybe<T> {

    private final One<T> one;

    OneMaybe(One<T> one) {
        this.one = one;
    }

    @Override
    protected void subscribeActual(MaybeObserver<? super T> observer) {
        RxJavaNagare.guarded(one).subscribe(new Relay<>(observer));
    }

    @Override
    public String toString() {
        return "Maybe[" + one + "]";
    }

    /** Hands the signals on, as they come one after the other. Any thread may dispose. */
    private static final class Relay<T> implements Subscriber<T>, Disposable {

        private final MaybeObserver<? super T> observer;
        private volatile @Nullable Subscription upstream;
        private volatile boolean over;

        Relay(MaybeObserver<? super T> observer) {
            this.observer = observer;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            observer.onSubscribe(this);
            if (!over) {
                subscription.request(1);
            }
        }

        @Override
        public void onNext(T item) {
            over = true;
            observer.onSuccess(item);
        }

        @Override
        public void onError(Throwable failure) {
            if (over) {
                RxJavaPlugins.onError(failure);
                return;
            }
            over = true;
            observer.onError(failure);
        }

        @Override
        public void onComplete() {
            if (!over) {
                over = true;
                observer.onComplete();
            }
        }

        @Override
        public void dispose() {
            over = true;
            Subscription from = upstream;
            if (from != null) {
                from.cancel();
            }
        }

        @Override
        public boolean isDisposed() {
            return over;
        }
    }
}
