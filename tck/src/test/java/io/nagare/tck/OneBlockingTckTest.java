package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.blocking(Callable)}. */
public class OneBlockingTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return One.blocking(() -> n == 0 ? null : 1);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
