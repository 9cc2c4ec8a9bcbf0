package io.nagare.tck;

import io.nagare.fs.AsyncFile;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.sync(Path)}. */
public class AsyncFileSyncTckTest extends FileTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        return withFile(0, AsyncFile::sync);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
