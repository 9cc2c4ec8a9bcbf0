package io.nagare.tck;

import io.nagare.One;
import io.nagare.policy.Retry;
import org.reactivestreams.Publisher;

/** {@code One.retry(Retry)}. */
public class OneRetryPolicyTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return One.from(upstream.failingFirst(n)).retry(Retry.times(1).when(failure -> failure instanceof Refused));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
