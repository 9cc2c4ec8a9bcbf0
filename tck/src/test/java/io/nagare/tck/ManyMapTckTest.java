package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.map(Function)}. */
public class ManyMapTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).map(i -> i + 1);
    }
}
