package io.nagare.engine.stage.transform;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.stage.StageSubscriber;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/** Continues with a fallback if there was no item. */
public final class IfEmptySubscriber<T> extends FallbackSubscriber<T> {

    private final Supplier<? extends Publisher<? extends T>> fallback;
    private boolean nonEmpty;

    public IfEmptySubscriber(
            Supplier<? extends Publisher<? extends T>> fallback,
            StrandSubscriber<? super T> downstream,
            Strand strand) {
        super(downstream, strand);
        this.fallback = fallback;
    }

    @Override
    public boolean onNext(T item) {
        nonEmpty = true;
        return super.onNext(item);
    }

    @Override
    public void onComplete() {
        if (nonEmpty) {
            super.onComplete();
        } else {
            goOnWith(() -> StageSubscriber.notNull(fallback.get(), "switchIfEmpty: the supplier"));
        }
    }
}
