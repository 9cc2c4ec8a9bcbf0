package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.doOnCancel(Runnable)}. */
public class ManyDoOnCancelTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).doOnCancel(() -> {});
    }
}
