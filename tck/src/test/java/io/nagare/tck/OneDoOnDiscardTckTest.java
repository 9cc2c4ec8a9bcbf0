package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.doOnDiscard(Class, Consumer)}. */
public class OneDoOnDiscardTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).doOnDiscard(Integer.class, item -> {});
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
