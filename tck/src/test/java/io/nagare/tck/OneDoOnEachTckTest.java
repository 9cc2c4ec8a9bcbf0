package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.doOnEach(Consumer)}. */
public class OneDoOnEachTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).doOnEach(signal -> {});
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
