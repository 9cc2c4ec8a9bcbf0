package io.nagare.engine.stage.transform;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.stage.StageSubscriber;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/** Continues with a fallback after a failure. */
public final class ResumeSubscriber<T> extends FallbackSubscriber<T> {

    private final Function<? super Throwable, ? extends Publisher<? extends T>> fallback;

    public ResumeSubscriber(
            Function<? super Throwable, ? extends Publisher<? extends T>> fallback,
            StrandSubscriber<? super T> downstream,
            Strand strand) {
        super(downstream, strand);
        this.fallback = fallback;
    }

    @Override
    public void onError(Throwable failure) {
        goOnWith(() -> publisherFor(failure));
    }

    private Publisher<? extends T> publisherFor(Throwable failure) {
        try {
            return StageSubscriber.notNull(fallback.apply(failure), "onErrorResume: the fallback");
        } catch (Throwable second) {
            if (second != failure) {
                second.addSuppressed(failure);
            }
            throw second;
        }
    }
}
