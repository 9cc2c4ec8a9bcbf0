package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.named(String)}. */
public class ManyNamedTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).named("stream");
    }
}
