package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/** {@code Many.fromFlow(Publisher)}. */
public class ManyFromFlowTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Many.fromFlow(FlowAdapters.toFlowPublisher(upstream.items(n)));
    }
}
