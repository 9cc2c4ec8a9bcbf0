package io.nagare.tck;

import io.nagare.sync.ReadWrite;
import org.reactivestreams.Publisher;

/** {@code ReadWrite.withReadLock(Function)}. */
public class ReadWriteReadingTckTest extends HoldingTck {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return ReadWrite.of(1).withReadLock(value -> upstream.one(n));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
