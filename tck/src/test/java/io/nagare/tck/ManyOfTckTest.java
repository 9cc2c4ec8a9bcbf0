package io.nagare.tck;

import io.nagare.Many;
import io.nagare.stage.Origin;
import org.reactivestreams.Publisher;

/** {@code Many.of(Origin)}. */
public class ManyOfTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return Many.of(new Origin.FromIterable<>(Upstream.numbers(n)));
    }
}
