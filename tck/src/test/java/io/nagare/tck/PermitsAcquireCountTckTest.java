package io.nagare.tck;

import io.nagare.sync.Permit;
import io.nagare.sync.Permits;
import org.reactivestreams.Publisher;

/** {@code Permits.acquire(int)}. */
public class PermitsAcquireCountTckTest extends SourceTck<Permit> {

    @Override
    protected Publisher<Permit> of(long n) {
        return Permits.of(1_000).acquire(2).filter(permit -> n > 0);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
