package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code One.delayUntil(Function)}. */
public class OneDelayUntilTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).delayUntil(i -> Many.just(i, i));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
