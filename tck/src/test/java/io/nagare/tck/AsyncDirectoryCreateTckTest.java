package io.nagare.tck;

import io.nagare.fs.AsyncDirectory;
import org.reactivestreams.Publisher;

/** {@code AsyncDirectory.create(Path)}, {@code createAll} and {@code delete}, one after the other. */
public class AsyncDirectoryCreateTckTest extends DirectoryTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        return withDirectory(
                0,
                path -> AsyncDirectory.create(path.resolve("a"))
                        .then(AsyncDirectory.createAll(path.resolve("a/b")))
                        .then(AsyncDirectory.delete(path.resolve("a/b"))));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
