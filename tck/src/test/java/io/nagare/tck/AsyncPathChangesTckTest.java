package io.nagare.tck;

import io.nagare.fs.AsyncPath;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Set;
import org.reactivestreams.Publisher;

/** {@code AsyncPath.symbolicLink}, {@code hardLink}, {@code setPermissions}, {@code setModified} and {@code readLink}, one after the other. */
public class AsyncPathChangesTckTest extends DirectoryTck<Path> {

    @Override
    protected Publisher<Path> of(long n) {
        return withDirectory(
                1,
                path -> AsyncPath.symbolicLink(path.resolve("link"), path.resolve("file0"))
                        .then(AsyncPath.hardLink(path.resolve("hard"), path.resolve("file0")))
                        .then(AsyncPath.setPermissions(path.resolve("hard"), Set.of(PosixFilePermission.OWNER_READ)))
                        .then(AsyncPath.setModified(path.resolve("hard"), Instant.EPOCH))
                        .then(AsyncPath.readLink(path.resolve("link")))
                        .filter(target -> n == 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
