package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.just(Object)}. */
public class ManyJustTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return n == 0 ? Many.empty() : Many.just(1);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
