package io.nagare.tck;

import io.nagare.fs.AsyncFile;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.readString(Path)}. */
public class AsyncFileReadStringTckTest extends FileTck<String> {

    @Override
    protected Publisher<String> of(long n) {
        return withFile(n, path -> AsyncFile.readString(path).filter(text -> n == 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
