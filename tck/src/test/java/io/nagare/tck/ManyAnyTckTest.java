package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.any(Predicate)}. */
public class ManyAnyTckTest extends OperatorTck<Boolean> {

    @Override
    protected Publisher<Boolean> over(Upstream upstream, long n) {
        return upstream.items(n).any(i -> i > 3);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
