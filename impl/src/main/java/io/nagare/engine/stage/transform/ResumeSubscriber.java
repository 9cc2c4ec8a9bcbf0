package io.nagare.engine.stage.transform;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.Continuation;
import io.nagare.engine.stage.StageSubscriber;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/** Continues with a fallback after a failure. */
public final class ResumeSubscriber<T> extends StrandSubscriber<T> {

    private final Function<? super Throwable, ? extends Publisher<? extends T>> fallback;
    private final Continuation<T> continuation;
    private final Strand strand;

    public ResumeSubscriber(
            Function<? super Throwable, ? extends Publisher<? extends T>> fallback,
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
        return continuation.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
        continuation.pause();
        Publisher<? extends T> next;
        try {
            next = StageSubscriber.notNull(fallback.apply(failure), "onErrorResume: the fallback");
        } catch (Throwable second) {
            if (second != failure) {
                second.addSuppressed(failure);
            }
            continuation.fail(second);
            return;
        }
        if (!continuation.isCancelled()) {
            strand.attach(next, continuation);
        }
    }

    @Override
    public void onComplete() {
        continuation.onComplete();
    }

    @Override
    public boolean isDone() {
        return continuation.isDone();
    }
}
