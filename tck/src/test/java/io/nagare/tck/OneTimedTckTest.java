package io.nagare.tck;

import io.nagare.Timed;
import org.reactivestreams.Publisher;

/** {@code One.timed()}. */
public class OneTimedTckTest extends OperatorTck<Timed<Integer>> {

    @Override
    protected Publisher<Timed<Integer>> over(Upstream upstream, long n) {
        return upstream.one(n).timed();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
