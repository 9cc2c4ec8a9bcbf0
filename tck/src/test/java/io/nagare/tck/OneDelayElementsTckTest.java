package io.nagare.tck;

import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code One.delayElements(Duration)}. */
public class OneDelayElementsTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).delayElements(Duration.ZERO);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
