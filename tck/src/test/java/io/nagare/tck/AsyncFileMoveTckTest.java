package io.nagare.tck;

import io.nagare.fs.AsyncFile;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.move(Path, Path, CopyOption...)}. */
public class AsyncFileMoveTckTest extends FileTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        return withFile(0, path -> AsyncFile.move(path, path));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
