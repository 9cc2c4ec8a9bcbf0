package io.nagare.tck;

import io.nagare.driver.Demand;
import org.reactivestreams.Publisher;

/** {@code Many.distinctUntilChanged()}. */
public class ManyDistinctUntilChangedTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(Demand.multiply(n, 2)).map(i -> i / 2).distinctUntilChanged();
    }
}
