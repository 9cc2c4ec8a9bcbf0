package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.hasElement()}. */
public class OneHasElementTckTest extends OperatorTck<Boolean> {

    @Override
    protected Publisher<Boolean> over(Upstream upstream, long n) {
        return upstream.one(n).hasElement();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
