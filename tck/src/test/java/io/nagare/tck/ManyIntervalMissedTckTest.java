package io.nagare.tck;

import io.nagare.Many;
import io.nagare.policy.MissedTick;
import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code Many.interval(Duration,Duration,MissedTick)}. */
public class ManyIntervalMissedTckTest extends SourceTck<Long> {

    @Override
    protected Publisher<Long> of(long n) {
        return Upstream.bounded(Many.interval(Duration.ofMillis(1), Duration.ofMillis(1), MissedTick.BURST), n);
    }
}
