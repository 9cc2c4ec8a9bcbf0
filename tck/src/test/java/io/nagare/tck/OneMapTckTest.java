package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.map(Function)}. */
public class OneMapTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).map(i -> i + 1);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
