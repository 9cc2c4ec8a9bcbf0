package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.skipUntil(Publisher)}. */
public class ManySkipUntilTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).skipUntil(Many.empty());
    }
}
