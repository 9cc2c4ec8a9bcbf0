package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.doAfterTerminate(Runnable)}. */
public class OneDoAfterTerminateTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).doAfterTerminate(() -> {});
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
