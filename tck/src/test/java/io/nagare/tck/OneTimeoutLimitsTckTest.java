package io.nagare.tck;

import io.nagare.policy.TimeLimits;
import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code One.timeout(TimeLimits)}. */
public class OneTimeoutLimitsTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).timeout(TimeLimits.total(Duration.ofMinutes(1)));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
