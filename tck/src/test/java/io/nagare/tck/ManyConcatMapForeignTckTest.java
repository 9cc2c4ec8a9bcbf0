package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.concatMap(Function) }. */
public class ManyConcatMapForeignTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).concatMap(i -> new Foreign<>(Many.just(i)));
    }
}
