package io.nagare.engine.stage.combine;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import org.reactivestreams.Publisher;

/** Drops items until another publisher emits or completes. */
public final class SkipUntilSubscriber<T> extends TwoSourceSubscriber<T, Object, T> {

    private boolean open;

    public SkipUntilSubscriber(Publisher<?> other, StrandSubscriber<? super T> downstream, Strand strand) {
        super(other, 1, downstream, strand);
    }

    @Override
    public boolean onNext(T item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        return open && downstream.onNext(item);
    }

    @Override
    void onOther(Object item) {
        open = true;
        cancelOther();
    }

    @Override
    void onOtherComplete() {
        open = true;
    }
}
