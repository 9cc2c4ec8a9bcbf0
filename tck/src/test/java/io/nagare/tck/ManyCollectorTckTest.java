package io.nagare.tck;

import java.util.stream.Collectors;
import org.reactivestreams.Publisher;

/** {@code Many.collect(Collector)}. */
public class ManyCollectorTckTest extends OperatorTck<Long> {

    @Override
    protected Publisher<Long> over(Upstream upstream, long n) {
        return upstream.items(10).collect(Collectors.counting());
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
