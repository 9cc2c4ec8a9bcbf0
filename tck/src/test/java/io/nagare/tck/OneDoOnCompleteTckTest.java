package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.doOnComplete(Runnable)}. */
public class OneDoOnCompleteTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).doOnComplete(() -> {});
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
