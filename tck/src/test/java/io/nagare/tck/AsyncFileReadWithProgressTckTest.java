package io.nagare.tck;

import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.Progress;
import io.nagare.fs.contract.ReadOptions;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.readWithProgress(Path,ReadOptions,Function)}, here of a file without bytes. */
public class AsyncFileReadWithProgressTckTest extends FileTck<Progress> {

    @Override
    protected Publisher<Progress> of(long n) {
        return withFile(0, path -> AsyncFile.readWithProgress(path, ReadOptions.defaults(), bytes -> bytes)
                .filter(progress -> n == 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
