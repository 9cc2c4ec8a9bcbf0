package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.doOnEach(Consumer)}. */
public class ManyDoOnEachTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).doOnEach(signal -> {});
    }
}
