package io.nagare.tck;

import io.nagare.One;
import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code One.allOf(Publisher[])}. */
public class OneAllTckTest extends OperatorTck<Void> {

    @Override
    protected Publisher<Void> over(Upstream upstream, long n) {
        return One.allOf(upstream.items(3), One.delay(Duration.ofMillis(1)));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
