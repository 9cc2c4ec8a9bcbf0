package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.from(Publisher)}. */
public class OneFromTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return One.from(new Foreign<>(upstream.items(3 * n)));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
