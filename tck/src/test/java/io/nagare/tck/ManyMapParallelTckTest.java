package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.mapParallel(int,Function)}. */
public class ManyMapParallelTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).mapParallel(4, i -> i + 1);
    }
}
