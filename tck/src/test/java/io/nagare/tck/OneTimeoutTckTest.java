package io.nagare.tck;

import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code One.timeout(Duration)}. */
public class OneTimeoutTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).timeout(Duration.ofMinutes(1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
