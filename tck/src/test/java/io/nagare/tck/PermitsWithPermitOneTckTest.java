package io.nagare.tck;

import io.nagare.sync.Permits;
import org.reactivestreams.Publisher;

/** {@code Permits.withPermit(One)}. */
public class PermitsWithPermitOneTckTest extends HoldingTck {

    private final Permits permits = Permits.of(1_000);

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return permits.withPermit(upstream.one(n));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
