package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.windowUntil(Predicate,int)}. */
public class ManyWindowUntilBufferTckTest extends OperatorTck<Many<Integer>> {

    @Override
    protected Publisher<Many<Integer>> over(Upstream upstream, long n) {
        return upstream.items(n).windowUntil(item -> true, 1);
    }
}
