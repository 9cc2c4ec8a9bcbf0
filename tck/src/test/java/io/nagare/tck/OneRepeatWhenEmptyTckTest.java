package io.nagare.tck;

import io.nagare.policy.Repeat;
import org.reactivestreams.Publisher;

/** {@code One.repeatWhenEmpty(Repeat)}. */
public class OneRepeatWhenEmptyTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).repeatWhenEmpty(Repeat.times(2));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
