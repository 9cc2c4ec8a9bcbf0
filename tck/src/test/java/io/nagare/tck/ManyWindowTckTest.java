package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.window(int)}. */
public class ManyWindowTckTest extends OperatorTck<Many<Integer>> {

    @Override
    protected Publisher<Many<Integer>> over(Upstream upstream, long n) {
        return upstream.items(n).window(1);
    }
}
