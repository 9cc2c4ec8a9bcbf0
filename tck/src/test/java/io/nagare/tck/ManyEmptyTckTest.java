package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.empty()}. */
public class ManyEmptyTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return Many.empty();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
