package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.repeat(long)}. */
public class OneRepeatTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).repeat(Math.max(0, n - 1));
    }
}
