package io.nagare.tck;

import io.nagare.Many;
import io.nagare.sync.Exclusive;
import org.reactivestreams.Publisher;

/** {@code Exclusive.withLockMany(Function)}. */
public class ExclusiveWithLockManyTckTest extends HoldingTck {

    /** A lock for each subscription, because the TCK has several at a time. */
    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Many.defer(() -> Exclusive.of(1).withLockMany(guard -> upstream.items(n)));
    }
}
