package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.take(long)}. */
public class ManyTakeTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Upstream.bounded(upstream.items(n + 1), n);
    }
}
