package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.contains(Object)}. */
public class ManyContainsTckTest extends OperatorTck<Boolean> {

    @Override
    protected Publisher<Boolean> over(Upstream upstream, long n) {
        return upstream.items(n).contains(3);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
