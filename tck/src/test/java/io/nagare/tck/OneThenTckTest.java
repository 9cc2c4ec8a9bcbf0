package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.then()}. */
public class OneThenTckTest extends OperatorTck<Void> {

    @Override
    protected Publisher<Void> over(Upstream upstream, long n) {
        return upstream.one(1).then();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
