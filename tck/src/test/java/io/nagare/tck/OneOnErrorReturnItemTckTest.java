package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.onErrorReturn(Object)}. */
public class OneOnErrorReturnItemTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n)
                .<Integer>map(i -> {
                    throw new Refused();
                })
                .onErrorReturn(3);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }

    /** None: it does not fail, or not before there is demand. */
    @Override
    public Publisher<Integer> createFailedPublisher() {
        return null;
    }
}
