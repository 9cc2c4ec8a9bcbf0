package io.nagare.tck;

import io.nagare.Signal;
import org.reactivestreams.Publisher;

/** {@code Many.materialize()}. */
public class ManyMaterializeTckTest extends OperatorTck<Signal<Integer>> {

    @Override
    protected Publisher<Signal<Integer>> over(Upstream upstream, long n) {
        return upstream.items(n == 0 || n == Long.MAX_VALUE ? n : n - 1).materialize().skip(n == 0 ? 1 : 0);
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
