package io.nagare.tck;

import io.nagare.fs.AsyncDirectory;
import org.reactivestreams.Publisher;

/** {@code AsyncDirectory.deleteTree(Path)}. */
public class AsyncDirectoryDeleteTreeTckTest extends DirectoryTck<Long> {

    @Override
    protected Publisher<Long> of(long n) {
        return withDirectory(
                3,
                path -> AsyncDirectory.createAll(path.resolve("tree/below"))
                        .then(AsyncDirectory.deleteTree(path.resolve("tree")))
                        .filter(deleted -> n == 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
