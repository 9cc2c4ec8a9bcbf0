package io.nagare.tck;

import io.nagare.sync.Exclusive;
import org.reactivestreams.Publisher;

/** {@code Exclusive.withLock(Function)}. */
public class ExclusiveWithLockTckTest extends HoldingTck {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Exclusive.of(1).withLock(guard -> upstream.one(n));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
