package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.onErrorReturn(Function)}. */
public class ManyOnErrorReturnTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return n == 0
        ? upstream.items(0).onErrorReturn(e -> -1)
        : upstream.items(n - 1).concatWith(Many.error(new Refused())).onErrorReturn(e -> -1);
    }

    /** None: it does not fail, or not before there is demand. */
    @Override
    public Publisher<Integer> createFailedPublisher() {
        return null;
    }
}
