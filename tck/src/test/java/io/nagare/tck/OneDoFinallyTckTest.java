package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.doFinally(Consumer)}. */
public class OneDoFinallyTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).doFinally(end -> {});
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
