package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.reduceWith(Supplier,BiFunction)}. */
public class ManyReduceWithTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(10).reduceWith(() -> 1, Integer::sum);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
