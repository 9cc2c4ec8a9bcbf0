package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.delayUntil(Function)}. */
public class ManyDelayUntilTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).delayUntil(i -> Many.just(i, i));
    }
}
