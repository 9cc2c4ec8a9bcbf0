package io.nagare.tck;

import io.nagare.Many;
import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code Many.windowTimeout(int,Duration)}. */
public class ManyWindowTimeoutTckTest extends OperatorTck<Many<Integer>> {

    @Override
    protected Publisher<Many<Integer>> over(Upstream upstream, long n) {
        return upstream.items(n).windowTimeout(1, Duration.ofMinutes(1));
    }
}
