package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.flatMap(Function)}. */
public class OneFlatMapTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).flatMap(One::just);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
