package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.next()}. */
public class ManyNextTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(10 * n).next();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
