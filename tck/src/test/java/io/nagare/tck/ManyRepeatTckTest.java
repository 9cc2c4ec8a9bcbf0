package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.repeat(long)}. */
public class ManyRepeatTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).repeat(1).take(n);
    }
}
