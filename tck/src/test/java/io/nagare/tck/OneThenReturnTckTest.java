package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.thenReturn(Object)}. */
public class OneThenReturnTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(1).thenReturn(2);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
