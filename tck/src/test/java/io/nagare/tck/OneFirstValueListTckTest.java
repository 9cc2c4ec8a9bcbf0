package io.nagare.tck;

import io.nagare.One;
import java.util.List;
import org.reactivestreams.Publisher;

/** {@code One.firstValue(List)}. */
public class OneFirstValueListTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return One.firstValue(List.of(upstream.one(n), One.empty()));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
