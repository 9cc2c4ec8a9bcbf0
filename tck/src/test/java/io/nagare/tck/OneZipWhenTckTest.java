package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.zipWhen(Function,BiFunction)}. */
public class OneZipWhenTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).zipWhen(One::just, (item, other) -> item);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
