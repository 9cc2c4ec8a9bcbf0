package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.doOnError(Consumer)}. */
public class ManyDoOnErrorTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).doOnError(failure -> {});
    }
}
