package io.nagare.tck;

import io.nagare.One;
import io.nagare.fs.AsyncFile;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.withTemporary(Function)}. */
public class AsyncFileWithTemporaryTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return AsyncFile.withTemporary(path -> One.just(1).filter(one -> n == 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
