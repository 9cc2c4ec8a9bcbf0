package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.thenMany(Publisher)}. */
public class ManyThenManyTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(10).thenMany(Upstream.FOREIGN.items(n));
    }
}
