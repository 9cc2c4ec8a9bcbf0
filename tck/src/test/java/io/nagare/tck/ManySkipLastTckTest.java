package io.nagare.tck;

import io.nagare.driver.Demand;
import org.reactivestreams.Publisher;

/** {@code Many.skipLast(int)}. */
public class ManySkipLastTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(Demand.add(n, 3)).skipLast(3);
    }
}
