package io.nagare.tck;

import io.nagare.Signal;
import org.reactivestreams.Publisher;

/** {@code One.materialize()}. */
public class OneMaterializeTckTest extends OperatorTck<Signal<Integer>> {

    @Override
    protected Publisher<Signal<Integer>> over(Upstream upstream, long n) {
        return upstream.one(n).materialize().filter(signal -> signal instanceof Signal.Next);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }

    /** Null, as a failure becomes an item. */
    @Override
    public Publisher<Signal<Integer>> createFailedPublisher() {
        return null;
    }

    @Override
    protected boolean turnsEndsIntoItems() {
        return true;
    }
}
