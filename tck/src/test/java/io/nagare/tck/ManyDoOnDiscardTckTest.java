package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.doOnDiscard(Class, Consumer)}. */
public class ManyDoOnDiscardTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).doOnDiscard(Integer.class, item -> {});
    }
}
