package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.retry(long)}. */
public class OneRetryTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return One.from(upstream.failingFirst(n)).retry(1);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
