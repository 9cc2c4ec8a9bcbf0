package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.cast(Class)}. */
public class ManyCastTckTest extends OperatorTck<Number> {

    @Override
    protected Publisher<Number> over(Upstream upstream, long n) {
        return upstream.items(n).cast(Number.class);
    }
}
