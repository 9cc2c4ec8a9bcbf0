package io.nagare.tck;

import io.nagare.Many;
import io.nagare.fs.AsyncFile;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.withTemporaryMany(Function)}. */
public class AsyncFileWithTemporaryManyTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return AsyncFile.withTemporaryMany(path -> Many.range(0, (int) n));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1_000;
    }
}
