package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.fromCallable(Callable)}. */
public class ManyFromCallableTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return Many.fromCallable(() -> n == 0 ? null : 1);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
