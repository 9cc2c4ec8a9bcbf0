package io.nagare.tck;

import io.nagare.fs.AsyncDirectory;
import io.nagare.fs.contract.FileChange;
import org.reactivestreams.Publisher;

/** {@code AsyncDirectory.watchTree(Path)}. */
public class AsyncDirectoryWatchTreeTckTest extends DirectoryTck<FileChange> {

    @Override
    protected Publisher<FileChange> of(long n) {
        return withDirectory(
                0, path -> AsyncDirectory.watchTree(path).take(1).filter(change -> n == 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
