package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.takeLast(int)}. */
public class ManyTakeLastTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(Math.min(n, 1_000_000)).takeLast((int) Math.min(n, 1_000_000));
    }
}
