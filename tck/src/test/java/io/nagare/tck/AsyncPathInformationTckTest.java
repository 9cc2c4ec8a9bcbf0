package io.nagare.tck;

import io.nagare.fs.AsyncPath;
import io.nagare.fs.contract.FileInformation;
import org.reactivestreams.Publisher;

/** {@code AsyncPath.information(Path)}. */
public class AsyncPathInformationTckTest extends FileTck<FileInformation> {

    @Override
    protected Publisher<FileInformation> of(long n) {
        return withFile(0, path -> AsyncPath.information(path).filter(information -> n == 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
