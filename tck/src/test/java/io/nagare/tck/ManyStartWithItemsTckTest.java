package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.startWith(Object...)}. */
public class ManyStartWithItemsTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return n < 3 ? upstream.items(n) : upstream.items(n - 2).startWith(1, 2);
    }
}
