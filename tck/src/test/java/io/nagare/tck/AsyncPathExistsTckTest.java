package io.nagare.tck;

import io.nagare.fs.AsyncPath;
import org.reactivestreams.Publisher;

/** {@code AsyncPath.exists(Path)}. */
public class AsyncPathExistsTckTest extends FileTck<Boolean> {

    @Override
    protected Publisher<Boolean> of(long n) {
        return withFile(0, path -> AsyncPath.exists(path).filter(there -> n == 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
