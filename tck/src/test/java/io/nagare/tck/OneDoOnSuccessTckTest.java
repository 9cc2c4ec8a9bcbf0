package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.doOnSuccess(Consumer)}. */
public class OneDoOnSuccessTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).doOnSuccess(i -> {});
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
