package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.defer(Supplier)}. */
public class OneDeferTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return One.defer(() -> upstream.one(n));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
