package io.nagare.tck;

import io.nagare.sync.Permit;
import io.nagare.sync.Permits;
import org.reactivestreams.Publisher;

/** {@code Permits.acquire()}. */
public class PermitsAcquireTckTest extends SourceTck<Permit> {

    @Override
    protected Publisher<Permit> of(long n) {
        return Permits.of(1_000).acquire().filter(permit -> n > 0);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
