package io.nagare.tck;

import io.nagare.Nagare;
import org.reactivestreams.Publisher;

/** {@code Nagare.spawn(Callable)}. */
public class TaskJoinTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return Nagare.current().spawn(() -> n == 0 ? null : 1);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
