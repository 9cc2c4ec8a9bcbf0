package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.scan(BinaryOperator)}. */
public class ManyScanItemsTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).scan(Integer::sum);
    }
}
