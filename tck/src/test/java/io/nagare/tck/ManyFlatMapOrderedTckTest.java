package io.nagare.tck;

import io.nagare.Many;
import io.nagare.policy.Flatten;
import org.reactivestreams.Publisher;

/** {@code Many.flatMap(Function,Flatten)}. */
public class ManyFlatMapOrderedTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).flatMap(i -> new Foreign<>(Many.just(i)), Flatten.concurrency(4).prefetch(2).ordered());
    }
}
