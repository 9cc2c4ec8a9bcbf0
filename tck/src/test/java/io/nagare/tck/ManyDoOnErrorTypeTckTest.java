package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.doOnError(Class,Consumer)}. */
public class ManyDoOnErrorTypeTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).doOnError(RuntimeException.class, failure -> {});
    }
}
