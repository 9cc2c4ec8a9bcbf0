package io.nagare.tck;

import io.nagare.One;
import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code One.delay(Duration)}. */
public class OneDelayTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        return One.delay(Duration.ofMillis(2));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
