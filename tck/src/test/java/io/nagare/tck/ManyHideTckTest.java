package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.hide()}. */
public class ManyHideTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).hide();
    }
}
