package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.flatMapIterable(Function)}. */
public class OneFlatMapIterableTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(1).flatMapIterable(i -> Upstream.numbers(n));
    }
}
