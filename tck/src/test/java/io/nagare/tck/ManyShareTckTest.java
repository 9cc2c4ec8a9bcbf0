package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.share()}. */
public class ManyShareTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).share();
    }
}
