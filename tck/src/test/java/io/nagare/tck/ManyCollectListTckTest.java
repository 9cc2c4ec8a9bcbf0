package io.nagare.tck;

import java.util.List;
import org.reactivestreams.Publisher;

/** {@code Many.collectList()}. */
public class ManyCollectListTckTest extends OperatorTck<List<Integer>> {

    @Override
    protected Publisher<List<Integer>> over(Upstream upstream, long n) {
        return upstream.items(10).collectList();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
