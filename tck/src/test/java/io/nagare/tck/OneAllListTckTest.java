package io.nagare.tck;

import io.nagare.One;
import java.util.List;
import org.reactivestreams.Publisher;

/** {@code One.all(Iterable)}. */
public class OneAllListTckTest extends OperatorTck<List<Integer>> {

    @Override
    protected Publisher<List<Integer>> over(Upstream upstream, long n) {
        return One.all(List.of(upstream.one(n), One.just(2)));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
