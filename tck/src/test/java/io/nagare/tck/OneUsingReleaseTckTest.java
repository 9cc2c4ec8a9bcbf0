package io.nagare.tck;

import io.nagare.One;
import io.nagare.policy.Release;
import org.reactivestreams.Publisher;

/** {@code One.using(Callable,Function,Consumer,Release)}. */
public class OneUsingReleaseTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return One.using(() -> 1, one -> upstream.one(n), one -> {}, Release.AFTER_END);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
