package io.nagare.tck;

import io.nagare.fs.AsyncFile;
import java.nio.file.StandardCopyOption;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.copy(Path, Path, CopyOption...)}. */
public class AsyncFileCopyTckTest extends FileTck<Long> {

    @Override
    protected Publisher<Long> of(long n) {
        return withFile(
                0, path -> AsyncFile.copy(path, path, StandardCopyOption.REPLACE_EXISTING).filter(copied -> n == 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
