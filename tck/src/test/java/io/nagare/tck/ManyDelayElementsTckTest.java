package io.nagare.tck;

import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code Many.delayElements(Duration)}. */
public class ManyDelayElementsTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).delayElements(Duration.ZERO);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 200;
    }
}
