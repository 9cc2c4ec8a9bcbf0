package io.nagare.tck;

import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code One.delaySubscription(Duration)}. */
public class OneDelaySubscriptionTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).delaySubscription(Duration.ZERO);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
