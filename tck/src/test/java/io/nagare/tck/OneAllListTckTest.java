package io.nagare.tck;

import io.nagare.One;
import java.time.Duration;
import java.util.List;
import org.reactivestreams.Publisher;

/** {@code One.allOf(Iterable)}. */
public class OneAllListTckTest extends OperatorTck<Void> {

    @Override
    protected Publisher<Void> over(Upstream upstream, long n) {
        return One.allOf(List.of(upstream.items(3), One.delay(Duration.ofMillis(1))));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
