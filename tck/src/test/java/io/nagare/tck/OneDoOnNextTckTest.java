package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.doOnNext(Consumer)}. */
public class OneDoOnNextTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).doOnNext(item -> {});
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
