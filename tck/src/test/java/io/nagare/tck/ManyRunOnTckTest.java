package io.nagare.tck;

import io.nagare.Nagare;
import org.reactivestreams.Publisher;

/** {@code Many.runOn(Nagare)}. */
public class ManyRunOnTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).runOn(Nagare.current());
    }
}
