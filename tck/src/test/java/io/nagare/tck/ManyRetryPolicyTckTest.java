package io.nagare.tck;

import io.nagare.policy.Retry;
import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code Many.retry(Retry)}. */
public class ManyRetryPolicyTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.failingFirst(n).retry(Retry.times(2).backoff(Duration.ofMillis(1), Duration.ofMillis(1)));
    }
}
