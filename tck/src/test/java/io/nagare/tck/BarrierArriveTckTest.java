package io.nagare.tck;

import io.nagare.sync.Barrier;
import org.reactivestreams.Publisher;

/** {@code Barrier.arrive()}. */
public class BarrierArriveTckTest extends SourceTck<Boolean> {

    @Override
    protected Publisher<Boolean> of(long n) {
        return Barrier.of(1).arrive().filter(leader -> n > 0);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
