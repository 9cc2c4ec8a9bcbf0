package io.nagare.tck;

import io.nagare.Many;
import io.nagare.fs.AsyncDirectory;
import org.reactivestreams.Publisher;

/** {@code AsyncDirectory.withTemporaryMany(Function)}. */
public class AsyncDirectoryWithTemporaryManyTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return AsyncDirectory.withTemporaryMany(path -> Many.range(0, (int) n));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1_000;
    }
}
