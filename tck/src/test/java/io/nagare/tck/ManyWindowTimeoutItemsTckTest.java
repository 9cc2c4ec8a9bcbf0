package io.nagare.tck;

import io.nagare.Many;
import java.time.Duration;

/** A window of {@code Many.windowTimeout(int,Duration)}. */
public class ManyWindowTimeoutItemsTckTest extends PartTck {

    @Override
    protected Many<Many<Integer>> parts(Many<Integer> source) {
        return source.windowTimeout(1 << 16, Duration.ofDays(1));
    }
}
