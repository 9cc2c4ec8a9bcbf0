package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.using(Callable,Function,Consumer)}. */
public class OneUsingTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return One.using(() -> 1, one -> upstream.one(n), one -> {});
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
