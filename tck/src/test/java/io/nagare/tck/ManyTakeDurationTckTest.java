package io.nagare.tck;

import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code Many.take(Duration)}. */
public class ManyTakeDurationTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).take(Duration.ofMinutes(1));
    }
}
