package io.nagare.tck;

import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code Many.debounce(Duration)}. */
public class ManyDebounceTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).debounce(Duration.ofMillis(1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
