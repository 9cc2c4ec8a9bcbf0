package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.doOnNext(Consumer)}. */
public class ManyDoOnNextTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).doOnNext(item -> {});
    }
}
