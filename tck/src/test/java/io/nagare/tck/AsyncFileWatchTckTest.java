package io.nagare.tck;

import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.FileChange;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.watch(Path)}. */
public class AsyncFileWatchTckTest extends FileTck<FileChange> {

    @Override
    protected Publisher<FileChange> of(long n) {
        return withFile(0, path -> AsyncFile.watch(path).take(1).filter(change -> n == 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
