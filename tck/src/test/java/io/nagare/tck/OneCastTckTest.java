package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.cast(Class)}. */
public class OneCastTckTest extends OperatorTck<Number> {

    @Override
    protected Publisher<Number> over(Upstream upstream, long n) {
        return upstream.one(n).cast(Number.class);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
