package io.nagare.tck;

import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code Many.throttle(int,Duration,int)}. */
public class ManyThrottleBurstTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).throttle(1_000_000, Duration.ofMillis(1), 5);
    }
}
