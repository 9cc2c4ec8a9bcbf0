package io.nagare.tck;

import io.nagare.One;
import io.nagare.sync.Exclusive;
import io.nagare.sync.Guard;
import org.reactivestreams.Publisher;

/** {@code Exclusive.lock()}. */
public class ExclusiveLockTckTest extends SourceTck<Guard<Integer>> {

    /** A lock for each subscription, because the TCK has several at a time. */
    @Override
    protected Publisher<Guard<Integer>> of(long n) {
        return One.defer(() -> Exclusive.of(1).lock().filter(guard -> n > 0));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
