package io.nagare.engine.stage.combine;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import org.reactivestreams.Publisher;

/** Ends when another publisher emits or ends. */
public final class TakeUntilSubscriber<T> extends TwoSourceSubscriber<T, Object, T> {

    public TakeUntilSubscriber(Publisher<?> other, StrandSubscriber<? super T> downstream, Strand strand) {
        super(other, 1, downstream, strand);
    }

    @Override
    public boolean onNext(T item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        return downstream.onNext(item);
    }

    @Override
    void onOther(Object item) {
        endByOther(null);
    }

    @Override
    void onOtherComplete() {
        endByOther(null);
    }
}
