package io.nagare.tck;

import io.nagare.Many;
import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code Many.interval(Duration,Duration)}. */
public class ManyIntervalDelayedTckTest extends SourceTck<Long> {

    @Override
    protected Publisher<Long> of(long n) {
        return Upstream.bounded(Many.interval(Duration.ZERO, Duration.ofMillis(1)), n);
    }
}
