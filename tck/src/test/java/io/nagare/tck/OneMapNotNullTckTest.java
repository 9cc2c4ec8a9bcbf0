package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.mapNotNull(Function)}. */
public class OneMapNotNullTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(1).mapNotNull(i -> n == 0 ? null : i);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
