package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.doOnError(Consumer)}. */
public class OneDoOnErrorTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).doOnError(failure -> {});
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
