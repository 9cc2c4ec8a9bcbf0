package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.zipWith(Publisher,BiFunction)}. */
public class ManyZipTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).zipWith(Upstream.OURS.items(n), Integer::sum);
    }
}
