package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.flatMap(Function)} to publishers that push. */
public class ManyFlatMapHiddenTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).flatMap(i -> Many.just(i).doOnNext(j -> {}));
    }
}
