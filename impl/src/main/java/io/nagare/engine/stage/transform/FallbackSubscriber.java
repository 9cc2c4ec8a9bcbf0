package io.nagare.engine.stage.transform;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.CompiledStage;
import io.nagare.engine.stage.Continuation;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/** A stage that may go on with another publisher when upstream has ended. Called on the strand. */
abstract class FallbackSubscriber<T> extends StrandSubscriber<T> implements CompiledStage<T> {

    private final Continuation<T> continuation;
    private final Strand strand;

    FallbackSubscriber(StrandSubscriber<? super T> downstream, Strand strand) {
        super(downstream);
        this.continuation = new Continuation<>(downstream);
        this.strand = strand;
    }

    @Override
    public final StrandSubscriber<T> subscriber() {
        return this;
    }

    @Override
    public final void onSubscribe(StrandSubscription subscription) {
        continuation.start(subscription);
    }

    @Override
    public boolean onNext(T item) {
        return continuation.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
        continuation.onError(failure);
    }

    @Override
    public void onComplete() {
        continuation.onComplete();
    }

    /** Goes on with a publisher in the place of upstream, which has ended. Fails if the user's function throws. */
    final void goOnWith(Supplier<? extends Publisher<? extends T>> fallback) {
        continuation.pause();
        Publisher<? extends T> next;
        try {
            next = fallback.get();
        } catch (Throwable failure) {
            continuation.fail(failure);
            return;
        }
        if (!continuation.isCancelled()) {
            strand.attach(next, continuation);
        }
    }

    @Override
    public final boolean isDone() {
        return continuation.isDone();
    }
}
