package io.nagare.tck;

import java.util.List;
import org.reactivestreams.Publisher;

/** {@code Many.bufferUntil(Predicate)}. */
public class ManyBufferUntilTckTest extends OperatorTck<List<Integer>> {

    @Override
    protected Publisher<List<Integer>> over(Upstream upstream, long n) {
        return upstream.items(n).bufferUntil(item -> true);
    }
}
