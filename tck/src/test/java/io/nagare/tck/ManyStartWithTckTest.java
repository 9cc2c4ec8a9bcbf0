package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.startWith(Publisher)}. */
public class ManyStartWithTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n / 2).startWith(upstream.items(n - n / 2));
    }
}
