package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code One.takeUntil(Publisher)}. */
public class OneTakeUntilTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).takeUntil(Many.never());
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
