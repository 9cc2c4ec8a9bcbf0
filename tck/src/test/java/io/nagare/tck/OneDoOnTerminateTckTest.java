package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.doOnTerminate(Runnable)}. */
public class OneDoOnTerminateTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).doOnTerminate(() -> {});
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
