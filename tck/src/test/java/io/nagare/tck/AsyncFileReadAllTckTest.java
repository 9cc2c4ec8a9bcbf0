package io.nagare.tck;

import io.nagare.Bytes;
import io.nagare.fs.AsyncFile;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.readAll(Path,ReadOptions)}, and what is made in the same way. */
public class AsyncFileReadAllTckTest extends FileTck<Bytes> {

    @Override
    protected Publisher<Bytes> of(long n) {
        return withFile(n, path -> AsyncFile.readAll(path).filter(content -> n == 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
