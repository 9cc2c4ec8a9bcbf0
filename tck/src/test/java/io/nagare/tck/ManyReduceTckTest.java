package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.reduce(BinaryOperator)}. */
public class ManyReduceTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(10 * n).reduce(Integer::sum);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
