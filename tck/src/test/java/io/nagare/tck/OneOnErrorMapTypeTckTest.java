package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.onErrorMap(Class,Function)}. */
public class OneOnErrorMapTypeTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).onErrorMap(Refused.class, refused -> new IllegalStateException(refused));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
