package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.defaultIfEmpty(Object)}. */
public class OneDefaultIfEmptyTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(0).defaultIfEmpty(1);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
