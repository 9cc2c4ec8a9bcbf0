package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code Many.then(One)}. */
public class ManyThenOneTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(10).then(One.from(Upstream.OURS.items(n)));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
