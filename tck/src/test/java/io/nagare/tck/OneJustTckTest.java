package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.just(Object)}. */
public class OneJustTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return n == 0 ? One.empty() : One.just(1);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
