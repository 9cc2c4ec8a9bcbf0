package io.nagare.tck;

import io.nagare.fs.AsyncFile;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.setLength(Path, long)}. */
public class AsyncFileSetLengthTckTest extends FileTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        return withFile(0, path -> AsyncFile.setLength(path, 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
