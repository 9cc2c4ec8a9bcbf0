package io.nagare.tck;

import io.nagare.Many;
import io.nagare.sync.ReadWrite;
import org.reactivestreams.Publisher;

/** {@code ReadWrite.withWriteLockMany(Function)}. */
public class ReadWriteWritingManyTckTest extends HoldingTck {

    /** A lock for each subscription, because the TCK has several at a time. */
    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Many.defer(() -> ReadWrite.of(1).withWriteLockMany(guard -> upstream.items(n)));
    }
}
