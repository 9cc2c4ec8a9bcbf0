package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.ofType(Class)}. */
public class ManyOfTypeTckTest extends OperatorTck<Number> {

    @Override
    protected Publisher<Number> over(Upstream upstream, long n) {
        return upstream.items(n).ofType(Number.class);
    }
}
