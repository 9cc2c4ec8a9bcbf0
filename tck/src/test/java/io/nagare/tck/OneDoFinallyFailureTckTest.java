package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.doFinally(BiConsumer)}. */
public class OneDoFinallyFailureTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).doFinally((end, failure) -> {});
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
