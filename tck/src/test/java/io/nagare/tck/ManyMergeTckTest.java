package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.mergeWith(Publisher)}. */
public class ManyMergeTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n / 2).mergeWith(upstream.items(n - n / 2));
    }
}
