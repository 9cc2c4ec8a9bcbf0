package io.nagare.tck;

import io.nagare.One;
import java.util.List;
import org.reactivestreams.Publisher;

/** {@code One.zip(Iterable)}. */
public class OneZipListTckTest extends OperatorTck<List<Integer>> {

    @Override
    protected Publisher<List<Integer>> over(Upstream upstream, long n) {
        return One.zip(List.of(upstream.one(n), One.just(2)));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
