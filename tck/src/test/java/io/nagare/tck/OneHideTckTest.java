package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.hide()}. */
public class OneHideTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).hide();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
