package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.transformDeferred(Function)}. */
public class OneTransformDeferredTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).transformDeferred(one -> one.map(i -> i + 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
