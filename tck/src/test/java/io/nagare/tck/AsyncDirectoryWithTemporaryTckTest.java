package io.nagare.tck;

import io.nagare.One;
import io.nagare.fs.AsyncDirectory;
import org.reactivestreams.Publisher;

/** {@code AsyncDirectory.withTemporary(Function)}. */
public class AsyncDirectoryWithTemporaryTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return AsyncDirectory.withTemporary(path -> One.just(1).filter(one -> n == 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
