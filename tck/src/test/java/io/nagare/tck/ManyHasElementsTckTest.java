package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.hasElements()}. */
public class ManyHasElementsTckTest extends OperatorTck<Boolean> {

    @Override
    protected Publisher<Boolean> over(Upstream upstream, long n) {
        return upstream.items(n).hasElements();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
