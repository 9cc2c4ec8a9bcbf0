package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.doOnComplete(Runnable)}. */
public class ManyDoOnCompleteTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).doOnComplete(() -> {});
    }
}
