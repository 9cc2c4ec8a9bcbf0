package io.nagare.tck;

import io.nagare.fs.AsyncDirectory;
import java.nio.file.Path;
import org.reactivestreams.Publisher;

/** {@code AsyncDirectory.list(Path)}. */
public class AsyncDirectoryListTckTest extends DirectoryTck<Path> {

    @Override
    protected Publisher<Path> of(long n) {
        return withDirectory(n, AsyncDirectory::list);
    }
}
