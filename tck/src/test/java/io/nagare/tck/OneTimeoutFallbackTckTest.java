package io.nagare.tck;

import io.nagare.One;
import io.nagare.policy.TimeLimits;
import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code One.timeout(TimeLimits,Supplier)}. */
public class OneTimeoutFallbackTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).timeout(TimeLimits.total(Duration.ofMinutes(1)), One::never);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
