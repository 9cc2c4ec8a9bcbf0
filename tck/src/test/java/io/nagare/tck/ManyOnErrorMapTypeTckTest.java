package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.onErrorMap(Class,Function)}. */
public class ManyOnErrorMapTypeTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).onErrorMap(Refused.class, refused -> new IllegalStateException(refused));
    }
}
