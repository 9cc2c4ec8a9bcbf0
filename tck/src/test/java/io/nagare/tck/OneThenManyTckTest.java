package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.thenMany(Publisher)}. */
public class OneThenManyTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(1).thenMany(Upstream.OURS.items(n));
    }
}
