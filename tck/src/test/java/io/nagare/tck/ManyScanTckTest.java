package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.scan(Object,BiFunction)}. */
public class ManyScanTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).scan(0, Integer::sum);
    }
}
