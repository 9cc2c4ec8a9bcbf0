package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.doFinally(Consumer)}. */
public class ManyDoFinallyTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).doFinally(end -> {});
    }
}
