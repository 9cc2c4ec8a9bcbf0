package io.nagare.engine.sync;

import java.util.Objects;
import java.util.function.BiConsumer;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A subscriber that requests everything and runs an action for each item. The action gets the subscription too. */
final class Acting<T> implements Subscriber<T> {

    private final BiConsumer<? super T, Subscription> action;
    private Subscription upstream;
    private boolean ended;

    Acting(BiConsumer<? super T, Subscription> action) {
        this.action = action;
    }

    boolean hasEnded() {
        return ended;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        upstream = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T item) {
        action.accept(item, Objects.requireNonNull(upstream));
    }

    @Override
    public void onError(Throwable failure) {
        ended = true;
    }

    @Override
    public void onComplete() {
        ended = true;
    }
}
