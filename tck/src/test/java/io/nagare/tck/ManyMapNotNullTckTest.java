package io.nagare.tck;

import io.nagare.driver.Demand;
import org.reactivestreams.Publisher;

/** {@code Many.mapNotNull(Function)}. */
public class ManyMapNotNullTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(Demand.multiply(n, 2)).mapNotNull(i -> i % 2 == 0 ? i : null);
    }
}
