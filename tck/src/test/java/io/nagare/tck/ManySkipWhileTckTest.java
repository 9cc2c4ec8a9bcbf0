package io.nagare.tck;

import io.nagare.driver.Demand;
import org.reactivestreams.Publisher;

/** {@code Many.skipWhile(Predicate)}. */
public class ManySkipWhileTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(Demand.add(n, 3)).skipWhile(i -> i < 3);
    }
}
