package io.nagare.engine.strand;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A publisher without logic: an actor sends its signals. It ignores demand and cancellation. */
public final class ForeignPublisher<T> implements Publisher<T> {

    private @Nullable Subscriber<? super T> subscriber;

    @Override
    public void subscribe(Subscriber<? super T> newSubscriber) {
        subscriber = newSubscriber;
        newSubscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        });
    }

    /** Returns the subscriber. */
    public Subscriber<? super T> subscriber() {
        return Objects.requireNonNull(subscriber);
    }
}
