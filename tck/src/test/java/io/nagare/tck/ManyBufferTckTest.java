package io.nagare.tck;

import java.util.List;
import org.reactivestreams.Publisher;

/** {@code Many.buffer(int)}. */
public class ManyBufferTckTest extends OperatorTck<List<Integer>> {

    @Override
    protected Publisher<List<Integer>> over(Upstream upstream, long n) {
        return upstream.items(n).buffer(1);
    }
}
