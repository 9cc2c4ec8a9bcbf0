package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.expand(int,Function)}: each item gives the next. */
public class ManyExpandCapacityTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(Math.min(n, 1)).expand(4, i -> i + 1 < n ? Many.just(i + 1) : Many.empty());
    }
}
