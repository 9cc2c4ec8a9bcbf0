package io.nagare.tck;

import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code Many.throttleFirst(Duration)}. */
public class ManyThrottleFirstTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).throttleFirst(Duration.ofMillis(1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
