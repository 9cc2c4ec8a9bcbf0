package io.nagare.driver;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Hands a stream to a subscriber of a library that has its own place for what a subscriber throws. Otherwise that goes
 * to the runtime's failure handler, as a violation of rule 2.13. Bridges use it.
 *
 * <p>Signals come one after the other. Always holds: when the subscriber has thrown, the library has been told, the
 * stream is cancelled, and the subscriber gets no more signals.
 *
 * @param <T> the type of the items
 * @since 0.1
 */
public final class Guarded<T> implements Subscriber<T> {

    private final Subscriber<? super T> to;
    private final Consumer<? super Throwable> unseen;
    private @Nullable Subscription upstream;
    private boolean over;

    /**
     * Makes a subscriber that hands all signals on.
     *
     * @param unseen gets what the subscriber throws, and a failure of the stream that comes after that
     */
    public Guarded(Subscriber<? super T> to, Consumer<? super Throwable> unseen) {
        this.to = requireNonNull(to, "to");
        this.unseen = requireNonNull(unseen, "unseen");
    }

    /** Returns a publisher whose subscribers are guarded; see the constructor. */
    public static <T> Publisher<T> of(Publisher<T> stream, Consumer<? super Throwable> unseen) {
        return new Guarding<>(requireNonNull(stream, "stream"), requireNonNull(unseen, "unseen"));
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        upstream = subscription;
        try {
            to.onSubscribe(subscription);
        } catch (Throwable failure) {
            end(failure);
        }
    }

    @Override
    public void onNext(T item) {
        try {
            to.onNext(item);
        } catch (Throwable failure) {
            end(failure);
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (over) {
            unseen.accept(failure);
            return;
        }
        try {
            to.onError(failure);
        } catch (Throwable second) {
            if (second != failure) {
                second.addSuppressed(failure);
            }
            end(second);
        }
    }

    @Override
    public void onComplete() {
        if (over) {
            return;
        }
        try {
            to.onComplete();
        } catch (Throwable failure) {
            end(failure);
        }
    }

    private void end(Throwable failure) {
        over = true;
        Subscription from = upstream;
        if (from != null) {
            from.cancel();
        }
        unseen.accept(failure);
    }

    private record Guarding<T>(Publisher<T> stream, Consumer<? super Throwable> unseen) implements Publisher<T> {

        @Override
        public void subscribe(Subscriber<? super T> subscriber) {
            stream.subscribe(new Guarded<>(subscriber, unseen));
        }

        @Override
        public String toString() {
            return stream.toString();
        }
    }
}
