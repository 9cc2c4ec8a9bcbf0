package io.nagare.tck;

import io.nagare.sync.Permits;
import org.reactivestreams.Publisher;

/** {@code Permits.withPermit(One)}. */
public class PermitsWithPermitOneTckTest extends OperatorTck<Integer> {

    private final Permits permits = Permits.of(1_000);

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return permits.withPermit(upstream.one(n));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }

    /** Null: the stream is not subscribed before there is demand, and so cannot fail before. */
    @Override
    public Publisher<Integer> createFailedPublisher() {
        return null;
    }
}
