package io.nagare.tck;

import java.time.Duration;
import java.util.List;
import org.reactivestreams.Publisher;

/** {@code Many.bufferTimeout(int,Duration)}. */
public class ManyBufferTimeoutTckTest extends OperatorTck<List<Integer>> {

    @Override
    protected Publisher<List<Integer>> over(Upstream upstream, long n) {
        return upstream.items(n).bufferTimeout(1, Duration.ofMinutes(1));
    }
}
