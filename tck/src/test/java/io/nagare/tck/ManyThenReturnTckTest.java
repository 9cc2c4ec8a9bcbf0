package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.thenReturn(Object)}. */
public class ManyThenReturnTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).thenReturn(1);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
