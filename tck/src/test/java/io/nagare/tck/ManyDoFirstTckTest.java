package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.doFirst(Runnable)}. */
public class ManyDoFirstTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).doFirst(() -> {});
    }
}
