package io.nagare.tck;

import io.nagare.Bytes;
import io.nagare.fs.AsyncFile;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.writeAll(Path, Bytes)}. */
public class AsyncFileWriteAllTckTest extends FileTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        return withFile(0, path -> AsyncFile.writeAll(path, Bytes.utf8("some")));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
