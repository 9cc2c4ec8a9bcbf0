package io.nagare.tck;

import io.nagare.One;
import io.nagare.stage.Origin;
import org.reactivestreams.Publisher;

/** {@code One.with(Origin)}. */
public class OneWithOriginTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return One.<Integer>never().with(n == 0 ? new Origin.Empty<>() : new Origin.Just<>(1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
