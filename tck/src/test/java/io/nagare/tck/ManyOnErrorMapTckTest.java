package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.onErrorMap(Function)}. */
public class ManyOnErrorMapTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).onErrorMap(IllegalStateException::new);
    }
}
