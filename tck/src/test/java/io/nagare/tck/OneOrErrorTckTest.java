package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.orError(Supplier)}. */
public class OneOrErrorTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).orError(Refused::new);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
