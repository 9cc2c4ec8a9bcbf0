package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.reduce(Object,BiFunction)}. */
public class ManyReduceSeedTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(10).reduce(0, Integer::sum);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
