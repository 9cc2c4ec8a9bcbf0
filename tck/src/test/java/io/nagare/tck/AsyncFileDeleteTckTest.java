package io.nagare.tck;

import io.nagare.fs.AsyncFile;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.deleteIfExists(Path)}, and {@code delete}, which is the same work. */
public class AsyncFileDeleteTckTest extends FileTck<Boolean> {

    @Override
    protected Publisher<Boolean> of(long n) {
        return withFile(0, path -> AsyncFile.deleteIfExists(path).filter(deleted -> n == 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
