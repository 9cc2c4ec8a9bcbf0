package io.nagare.tck;

import io.nagare.Many;
import io.nagare.stage.Origin;
import org.reactivestreams.Publisher;

/** {@code Many.with(Origin)}. */
public class ManyWithOriginTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return Many.<Integer>never().with(new Origin.FromIterable<>(Upstream.numbers(n)));
    }
}
