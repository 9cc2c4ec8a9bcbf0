package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.withLatestFrom(Publisher,BiFunction)}. */
public class ManyWithLatestFromTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).withLatestFrom(Many.just(1), Integer::sum);
    }
}
