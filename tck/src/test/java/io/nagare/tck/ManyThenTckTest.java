package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.then()}. */
public class ManyThenTckTest extends OperatorTck<Void> {

    @Override
    protected Publisher<Void> over(Upstream upstream, long n) {
        return upstream.items(10).then();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
