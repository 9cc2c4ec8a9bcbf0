package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.named(String)}. */
public class OneNamedTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).named("stream");
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
