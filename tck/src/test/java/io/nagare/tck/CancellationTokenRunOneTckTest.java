package io.nagare.tck;

import io.nagare.sync.CancellationToken;
import org.reactivestreams.Publisher;

/** {@code CancellationToken.runUntilCancelled(One)}. */
public class CancellationTokenRunOneTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return CancellationToken.create().runUntilCancelled(upstream.one(n));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
