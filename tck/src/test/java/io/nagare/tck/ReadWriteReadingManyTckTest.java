package io.nagare.tck;

import io.nagare.sync.ReadWrite;
import org.reactivestreams.Publisher;

/** {@code ReadWrite.withReadLockMany(Function)}. */
public class ReadWriteReadingManyTckTest extends HoldingTck {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return ReadWrite.of(1).withReadLockMany(value -> upstream.items(n));
    }
}
