package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.onErrorReturn(Object)}. */
public class ManyOnErrorReturnItemTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return n == 0 ? upstream.items(0).onErrorReturn(3) : upstream.items(n - 1).concatWith(Many.error(new Refused())).onErrorReturn(3);
    }

    /** None: it does not fail, or not before there is demand. */
    @Override
    public Publisher<Integer> createFailedPublisher() {
        return null;
    }
}
