package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.skip(long)}. */
public class ManySkipTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n + 3).skip(3);
    }
}
