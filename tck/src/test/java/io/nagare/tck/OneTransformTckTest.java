package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.transform(Function)}. */
public class OneTransformTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).transform(one -> one.map(i -> i + 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
