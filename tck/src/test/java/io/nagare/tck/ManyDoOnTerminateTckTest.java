package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.doOnTerminate(Runnable)}. */
public class ManyDoOnTerminateTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).doOnTerminate(() -> {});
    }
}
