package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.ofType(Class)}. */
public class OneOfTypeTckTest extends OperatorTck<Number> {

    @Override
    protected Publisher<Number> over(Upstream upstream, long n) {
        return upstream.one(n).ofType(Number.class);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
