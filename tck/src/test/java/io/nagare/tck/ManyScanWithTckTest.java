package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.scanWith(Supplier,BiFunction)}. */
public class ManyScanWithTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).scanWith(() -> 1, Integer::sum);
    }
}
