package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.mapPartitioned(int,Function,Function)}. */
public class ManyMapPartitionedTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).mapPartitioned(4, i -> i % 2, Many::just);
    }
}
