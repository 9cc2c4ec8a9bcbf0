package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.transformDeferred(Function)}. */
public class ManyTransformDeferredTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).transformDeferred(m -> m.map(i -> i + 1));
    }
}
