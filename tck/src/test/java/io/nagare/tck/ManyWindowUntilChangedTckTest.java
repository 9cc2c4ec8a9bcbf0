package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.windowUntilChanged(Function)}. */
public class ManyWindowUntilChangedTckTest extends OperatorTck<Many<Integer>> {

    @Override
    protected Publisher<Many<Integer>> over(Upstream upstream, long n) {
        return upstream.items(n).windowUntilChanged(item -> item);
    }
}
