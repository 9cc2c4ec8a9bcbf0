package io.nagare.tck;

import io.nagare.Timed;
import org.reactivestreams.Publisher;

/** {@code Many.timed()}. */
public class ManyTimedTckTest extends OperatorTck<Timed<Integer>> {

    @Override
    protected Publisher<Timed<Integer>> over(Upstream upstream, long n) {
        return upstream.items(n).timed();
    }
}
