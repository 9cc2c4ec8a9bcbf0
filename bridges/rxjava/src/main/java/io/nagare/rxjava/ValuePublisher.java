package io.nagare.rxjava;

import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.exceptions.ProtocolViolationException;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A Single, Maybe or Completable for the edge of a strand. Immutable; used by any thread.
 *
 * <p>RxJava's own adapter takes a null for an item that has not come yet, and never ends.
 *
 * @param source subscribes a relay to the Single, Maybe or Completable
 */
record ValuePublisher<T>(Object named, Consumer<Relay<T>> source) implements Publisher<T> {

    @Override
    public void subscribe(Subscriber<? super T> subscriber) {
        source.accept(new Relay<>(subscriber));
    }

    @Override
    public String toString() {
        return named.toString();
    }

    /**
     * Hands an item, an end or a failure on. The subscriber is the edge of a strand, which requests and cancels there.
     * It refuses a null, and discards an item that comes after it has cancelled. RxJava signals on any thread.
     *
     * <p>Always holds: an item that came before it was requested is the value of this, until the request or the
     * cancellation takes it out and hands it on.
     */
    static final class Relay<T> extends AtomicReference<@Nullable Object>
            implements SingleObserver<T>, MaybeObserver<T>, CompletableObserver, Subscription {

        private static final long serialVersionUID = 1;

        /** The value of a relay that keeps no item, because the edge has requested one or has cancelled. */
        private static final Object OPEN = new Object();

        private final transient Subscriber<? super T> to;
        private transient @Nullable Disposable upstream;

        private Relay(Subscriber<? super T> to) {
            this.to = to;
        }

        @Override
        public void onSubscribe(Disposable next) {
            if (upstream != null) {
                next.dispose();
                RxJavaPlugins.onError(new ProtocolViolationException("onSubscribe was called twice"));
                return;
            }
            upstream = next;
            to.onSubscribe(next == null ? null : this);
        }

        @Override
        public void onSuccess(T item) {
            if (item == null || !compareAndSet(null, item)) {
                emit(item);
            }
        }

        private void emit(T item) {
            to.onNext(item);
            to.onComplete();
        }

        @Override
        public void onError(Throwable failure) {
            to.onError(failure);
        }

        @Override
        public void onComplete() {
            to.onComplete();
        }

        @Override
        public void request(long n) {
            open();
        }

        @Override
        public void cancel() {
            Disposable from = upstream;
            if (from != null) {
                from.dispose();
            }
            open();
        }

        private void open() {
            Object kept = getAndSet(OPEN);
            if (kept != null && kept != OPEN) {
                @SuppressWarnings("unchecked") // only onSuccess() puts anything else
                T item = (T) kept;
                emit(item);
            }
        }
    }
}
