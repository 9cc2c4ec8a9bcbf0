package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.doAfterTerminate(Runnable)}. */
public class ManyDoAfterTerminateTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).doAfterTerminate(() -> {});
    }
}
