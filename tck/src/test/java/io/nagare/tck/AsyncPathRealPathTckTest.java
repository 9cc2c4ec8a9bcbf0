package io.nagare.tck;

import io.nagare.fs.AsyncPath;
import java.nio.file.Path;
import org.reactivestreams.Publisher;

/** {@code AsyncPath.realPath(Path)}. */
public class AsyncPathRealPathTckTest extends FileTck<Path> {

    @Override
    protected Publisher<Path> of(long n) {
        return withFile(0, path -> AsyncPath.realPath(path).filter(real -> n == 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
