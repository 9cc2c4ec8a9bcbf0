package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.empty()}. */
public class OneEmptyTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return One.empty();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
