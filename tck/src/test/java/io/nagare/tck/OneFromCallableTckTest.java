package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.fromCallable(Callable)}. */
public class OneFromCallableTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return One.fromCallable(() -> n == 0 ? null : 1);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
