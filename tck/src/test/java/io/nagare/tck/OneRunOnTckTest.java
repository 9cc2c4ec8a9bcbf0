package io.nagare.tck;

import io.nagare.Nagare;
import org.reactivestreams.Publisher;

/** {@code One.runOn(Nagare)}. */
public class OneRunOnTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).runOn(Nagare.current());
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
