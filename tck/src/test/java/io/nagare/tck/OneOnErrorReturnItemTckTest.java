package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.onErrorReturn(Object)}. */
public class OneOnErrorReturnItemTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return n == 0 ? upstream.one(0).onErrorReturn(3) : One.<Integer>error(new Refused()).onErrorReturn(3);
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
