package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.then(One)}. */
public class OneThenOneTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(1).then(One.from(Upstream.FOREIGN.items(n)));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
