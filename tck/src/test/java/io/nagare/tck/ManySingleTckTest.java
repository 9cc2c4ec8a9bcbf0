package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.single()}. */
public class ManySingleTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).single().onErrorComplete();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
