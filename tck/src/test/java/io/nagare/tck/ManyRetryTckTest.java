package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.retry(long)}. */
public class ManyRetryTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.failingFirst(n).retry(1);
    }
}
