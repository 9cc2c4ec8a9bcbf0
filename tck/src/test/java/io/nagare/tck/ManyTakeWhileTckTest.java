package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.takeWhile(Predicate)}. */
public class ManyTakeWhileTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n + 1).takeWhile(i -> i < n);
    }
}
