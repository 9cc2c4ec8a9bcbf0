package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.last()}. */
public class ManyLastTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(10 * n).last();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
