package io.nagare.tck;

import io.nagare.Many;
import io.nagare.policy.Release;
import org.reactivestreams.Publisher;

/** {@code Many.using(Callable,Function,Consumer,Release)}. */
public class ManyUsingReleaseTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Many.using(() -> 1, one -> upstream.items(n), one -> {}, Release.AFTER_END);
    }
}
