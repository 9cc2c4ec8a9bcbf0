package io.nagare.rxjava;

import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import org.jspecify.annotations.Nullable;

/**
 * An Observable that fails if its source sends a null. Otherwise a strategy of RxJava would lose it, and take
 * {@code onError(null)} for a completion. Immutable; used by any thread.
 */
final class StrictObservable<T> extends Observable<T> {

    private final Observable<T> source;

    StrictObservable(Observable<T> source) {
        this.source = source;
    }

    @Override
    protected void subscribeActual(Observer<? super T> observer) {
        source.subscribe(new Strict<>(observer));
    }

    @Override
    public String toString() {
        return source.toString();
    }

    /** Hands the signals on, as they come one after the other, up to the first null. */
    private static final class Strict<T> implements Observer<T> {

        private final Observer<? super T> to;
        private @Nullable Disposable upstream;
        private boolean refused;

        Strict(Observer<? super T> to) {
            this.to = to;
        }

        @Override
        public void onSubscribe(Disposable next) {
            upstream = next;
            to.onSubscribe(next == null ? Disposable.disposed() : next);
            if (next == null) {
                refuse("onSubscribe(null)");
            }
        }

        @Override
        public void onNext(T item) {
            if (item == null) {
                refuse("onNext(null)");
            } else if (!refused) {
                to.onNext(item);
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (failure == null) {
                refuse("onError(null)");
            } else if (refused) {
                RxJavaPlugins.onError(failure);
            } else {
                to.onError(failure);
            }
        }

        @Override
        public void onComplete() {
            if (!refused) {
                to.onComplete();
            }
        }

        private void refuse(String signal) {
            if (refused) {
                return;
            }
            refused = true;
            Disposable from = upstream;
            if (from != null) {
                from.dispose();
            }
            to.onError(new NullPointerException(signal + " (Reactive Streams rule 2.13)"));
        }
    }
}
