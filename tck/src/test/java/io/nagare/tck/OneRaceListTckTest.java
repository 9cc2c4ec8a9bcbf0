package io.nagare.tck;

import io.nagare.One;
import java.util.List;
import org.reactivestreams.Publisher;

/** {@code One.race(List)}. */
public class OneRaceListTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return One.race(List.of(upstream.one(n), One.never()));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
