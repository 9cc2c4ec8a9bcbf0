package io.nagare.tck;

import io.nagare.policy.Overflow;
import org.reactivestreams.Publisher;

/** {@code Many.onOverflow(Overflow)}. */
public class ManyOnOverflowTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).onOverflow(Overflow.unbounded());
    }

    @Override
    public long maxElementsFromPublisher() {
        return 10_000;
    }
}
