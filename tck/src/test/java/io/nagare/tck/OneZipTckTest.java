package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.zipWith(One,BiFunction)}. */
public class OneZipTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).zipWith(One.just(2), Integer::sum);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
