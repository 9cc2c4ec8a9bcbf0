package io.nagare.tck;

import io.nagare.Many;
import io.nagare.policy.TimeLimits;
import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code Many.timeout(TimeLimits,Supplier)}. */
public class ManyTimeoutFallbackTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).timeout(TimeLimits.total(Duration.ofMinutes(1)), Many::never);
    }
}
