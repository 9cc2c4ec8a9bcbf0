package io.nagare.tck;

import io.nagare.One;
import io.nagare.stage.Origin;
import org.reactivestreams.Publisher;

/** {@code One.of(Origin)}. */
public class OneOfTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return One.of(n == 0 ? new Origin.Empty<>() : new Origin.Just<>(1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }

    @Override
    public Publisher<Integer> createFailedPublisher() {
        return One.of(new Origin.Failed<>(Refused::new));
    }
}
