package io.nagare.tck;

import io.nagare.Grouped;
import io.nagare.policy.Grouping;
import org.reactivestreams.Publisher;

/** {@code Many.groupBy(Function,Grouping)}. */
public class ManyGroupByTckTest extends OperatorTck<Grouped<Integer, Integer>> {

    @Override
    protected Publisher<Grouped<Integer, Integer>> over(Upstream upstream, long n) {
        return upstream.items(n).groupBy(item -> item, Grouping.atMost(1 << 20).buffer(1 << 16));
    }
}
