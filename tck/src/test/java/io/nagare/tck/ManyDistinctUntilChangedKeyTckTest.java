package io.nagare.tck;

import io.nagare.driver.Demand;
import org.reactivestreams.Publisher;

/** {@code Many.distinctUntilChanged(Function)}. */
public class ManyDistinctUntilChangedKeyTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(Demand.multiply(n, 2)).distinctUntilChanged(i -> i / 2);
    }
}
