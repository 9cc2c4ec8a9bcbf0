package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/** {@code One.fromFlow(Publisher)}. */
public class OneFromFlowTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return One.fromFlow(FlowAdapters.toFlowPublisher(upstream.items(3 * n)));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
