package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.doFinally(BiConsumer)}. */
public class ManyDoFinallyFailureTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).doFinally((end, failure) -> {});
    }
}
