package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.log(String)}. */
public class OneLogTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).log("io.nagare.tck");
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
