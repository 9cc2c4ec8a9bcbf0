package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.flatMapMany(Function)}. */
public class OneFlatMapManyTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(1).flatMapMany(i -> Upstream.FOREIGN.items(n));
    }
}
