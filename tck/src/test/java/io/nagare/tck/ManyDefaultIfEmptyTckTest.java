package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.defaultIfEmpty(Object)}. */
public class ManyDefaultIfEmptyTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return n == 1 ? upstream.items(0).defaultIfEmpty(1) : upstream.items(n).defaultIfEmpty(1);
    }
}
