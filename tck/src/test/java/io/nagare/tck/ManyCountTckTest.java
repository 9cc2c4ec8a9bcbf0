package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.count()}. */
public class ManyCountTckTest extends OperatorTck<Long> {

    @Override
    protected Publisher<Long> over(Upstream upstream, long n) {
        return upstream.items(10).count();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
