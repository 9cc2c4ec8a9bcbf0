package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.limitRate(int)}. */
public class ManyLimitRateTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).limitRate(3);
    }
}
