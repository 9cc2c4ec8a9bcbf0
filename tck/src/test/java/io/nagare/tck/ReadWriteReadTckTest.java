package io.nagare.tck;

import io.nagare.sync.ReadGuard;
import io.nagare.sync.ReadWrite;
import org.reactivestreams.Publisher;

/** {@code ReadWrite.read()}. */
public class ReadWriteReadTckTest extends SourceTck<ReadGuard<Integer>> {

    @Override
    protected Publisher<ReadGuard<Integer>> of(long n) {
        return ReadWrite.of(1).read().filter(guard -> n > 0);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
