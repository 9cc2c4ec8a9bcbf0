package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.transform(Function)}. */
public class ManyTransformTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).transform(m -> m.map(i -> i + 1));
    }
}
