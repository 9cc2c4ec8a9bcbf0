package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.filter(Predicate)}. */
public class ManyFilterTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(2 * n).filter(i -> i % 2 == 1);
    }
}
