package io.nagare.tck;

import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code Many.delaySubscription(Duration)}. */
public class ManyDelaySubscriptionTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).delaySubscription(Duration.ZERO);
    }
}
