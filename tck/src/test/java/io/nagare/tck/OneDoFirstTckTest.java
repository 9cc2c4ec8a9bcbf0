package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.doFirst(Runnable)}. */
public class OneDoFirstTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).doFirst(() -> {});
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
