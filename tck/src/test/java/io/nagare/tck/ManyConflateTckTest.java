package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.conflate(BinaryOperator)}. */
public class ManyConflateTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).conflate(Integer::sum);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
