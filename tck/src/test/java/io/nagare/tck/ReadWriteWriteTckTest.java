package io.nagare.tck;

import io.nagare.One;
import io.nagare.sync.ReadWrite;
import io.nagare.sync.WriteGuard;
import org.reactivestreams.Publisher;

/** {@code ReadWrite.write()}. */
public class ReadWriteWriteTckTest extends SourceTck<WriteGuard<Integer>> {

    /** A lock for each subscription, because the TCK has several at a time. */
    @Override
    protected Publisher<WriteGuard<Integer>> of(long n) {
        return One.defer(() -> ReadWrite.of(1).write().filter(guard -> n > 0));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
