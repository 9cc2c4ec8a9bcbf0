package io.nagare.engine.stage.transform;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.Continuation;
import io.nagare.engine.stage.StageSubscriber;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/** Continues with a fallback if there was no item. */
public final class IfEmptySubscriber<T> extends StrandSubscriber<T> {

    private final Supplier<? extends Publisher<? extends T>> fallback;
    private final Continuation<T> continuation;
    private final Strand strand;
    private boolean nonEmpty;

    public IfEmptySubscriber(
            Supplier<? extends Publisher<? extends T>> fallback,
            StrandSubscriber<? super T> downstream,
            Strand strand) {
        super(downstream);
        this.fallback = fallback;
        this.continuation = new Continuation<>(downstream);
        this.strand = strand;
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        continuation.start(subscription);
    }

    @Override
    public boolean onNext(T item) {
        nonEmpty = true;
        return continuation.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
        continuation.onError(failure);
    }

    @Override
    public void onComplete() {
        if (nonEmpty) {
            continuation.onComplete();
            return;
        }
        continuation.pause();
        Publisher<? extends T> next;
        try {
            next = StageSubscriber.notNull(fallback.get(), "switchIfEmpty: the supplier");
        } catch (Throwable failure) {
            continuation.fail(failure);
            return;
        }
        if (!continuation.isCancelled()) {
            strand.attach(next, continuation);
        }
    }

    @Override
    public boolean isDone() {
        return continuation.isDone();
    }
}
