package io.nagare.tck;

import io.nagare.Many;
import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.retryWhen(Function)}: gives up where upstream always fails. */
public class OneRetryWhenTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        int[] retries = new int[1];
        return One.from(upstream.failingFirst(n)).retryWhen(failure -> retries[0]++ == 0 ? Many.empty() : Many.error(failure));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
