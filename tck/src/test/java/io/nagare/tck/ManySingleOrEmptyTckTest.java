package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.singleOrEmpty()}. */
public class ManySingleOrEmptyTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).singleOrEmpty();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
