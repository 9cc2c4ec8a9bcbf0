package io.nagare.tck;

import java.util.List;
import org.reactivestreams.Publisher;

/** {@code Many.bufferUntilChanged(Function)}. */
public class ManyBufferUntilChangedTckTest extends OperatorTck<List<Integer>> {

    @Override
    protected Publisher<List<Integer>> over(Upstream upstream, long n) {
        return upstream.items(n).bufferUntilChanged(item -> item);
    }
}
