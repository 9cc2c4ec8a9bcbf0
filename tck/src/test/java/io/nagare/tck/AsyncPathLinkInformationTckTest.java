package io.nagare.tck;

import io.nagare.fs.AsyncPath;
import io.nagare.fs.contract.FileInformation;
import org.reactivestreams.Publisher;

/** {@code AsyncPath.linkInformation(Path)}. */
public class AsyncPathLinkInformationTckTest extends FileTck<FileInformation> {

    @Override
    protected Publisher<FileInformation> of(long n) {
        return withFile(0, path -> AsyncPath.linkInformation(path).filter(information -> n == 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
