package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.memoize()}. */
public class OneMemoizeTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).memoize();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }

    @Override
    protected boolean cancelsUpstream() {
        return false;
    }
}
