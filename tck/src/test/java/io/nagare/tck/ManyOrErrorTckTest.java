package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.orError(Supplier)}. */
public class ManyOrErrorTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return n == 0 ? upstream.items(0) : upstream.items(n).orError(Refused::new);
    }
}
