package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.flatMap(Function)} to foreign publishers. */
public class ManyFlatMapForeignTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).flatMap(i -> new Foreign<>(Many.just(i)));
    }
}
