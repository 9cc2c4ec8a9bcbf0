package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.concatWith(Publisher)}. */
public class ManyConcatTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n / 2).concatWith(upstream.items(n - n / 2));
    }
}
