package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.toMany()}. */
public class OneToManyTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).toMany();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
