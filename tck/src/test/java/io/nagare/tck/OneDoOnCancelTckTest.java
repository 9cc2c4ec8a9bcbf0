package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.doOnCancel(Runnable)}. */
public class OneDoOnCancelTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).doOnCancel(() -> {});
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
