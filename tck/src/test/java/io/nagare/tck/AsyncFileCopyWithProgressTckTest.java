package io.nagare.tck;

import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.Progress;
import java.nio.file.StandardCopyOption;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.copyWithProgress(Path,Path,CopyOption...)}, here onto the file itself, which is one step. */
public class AsyncFileCopyWithProgressTckTest extends FileTck<Progress> {

    @Override
    protected Publisher<Progress> of(long n) {
        return withFile(0, path -> AsyncFile.copyWithProgress(path, path, StandardCopyOption.REPLACE_EXISTING)
                .filter(progress -> n == 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
