package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.all(Predicate)}. */
public class ManyAllTckTest extends OperatorTck<Boolean> {

    @Override
    protected Publisher<Boolean> over(Upstream upstream, long n) {
        return upstream.items(n).all(i -> i > 3);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
