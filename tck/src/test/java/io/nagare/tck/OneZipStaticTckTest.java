package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.zip(One,One,BiFunction)}. */
public class OneZipStaticTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return One.zip(upstream.one(n), One.just(2), Integer::sum);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
