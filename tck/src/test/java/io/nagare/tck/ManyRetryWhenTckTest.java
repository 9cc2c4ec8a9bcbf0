package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.retryWhen(Function)}: gives up where upstream always fails. */
public class ManyRetryWhenTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        int[] retries = new int[1];
        return upstream.failingFirst(n).retryWhen(failure -> retries[0]++ == 0 ? Many.empty() : Many.error(failure));
    }
}
