package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code One.filterWhen(Function)}. */
public class OneFilterWhenTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).filterWhen(i -> Many.just(true));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
