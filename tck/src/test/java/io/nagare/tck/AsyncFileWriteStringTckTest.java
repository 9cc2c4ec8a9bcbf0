package io.nagare.tck;

import io.nagare.fs.AsyncFile;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.writeString(Path, String)}. */
public class AsyncFileWriteStringTckTest extends FileTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        return withFile(0, path -> AsyncFile.writeString(path, "some"));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
