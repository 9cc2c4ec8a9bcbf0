package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.takeUntilItem(Predicate)}. */
public class ManyTakeUntilItemTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).takeUntilItem(i -> i == n - 1);
    }
}
