package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.using(Callable,Function,Consumer)}. */
public class ManyUsingTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Many.using(() -> 1, one -> upstream.items(n), one -> {});
    }
}
