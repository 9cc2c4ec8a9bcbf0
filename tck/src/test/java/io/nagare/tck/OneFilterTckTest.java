package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.filter(Predicate)}. */
public class OneFilterTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(1).filter(i -> n == 1);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
