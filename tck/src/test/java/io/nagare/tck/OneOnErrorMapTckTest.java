package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.onErrorMap(Function)}. */
public class OneOnErrorMapTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).onErrorMap(IllegalStateException::new);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
