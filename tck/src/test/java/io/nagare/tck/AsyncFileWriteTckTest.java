package io.nagare.tck;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.fs.AsyncFile;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.write(Path,Publisher)}. */
public class AsyncFileWriteTckTest extends FileTck<Long> {

    @Override
    protected Publisher<Long> of(long n) {
        return withFile(0, path -> AsyncFile.write(path, Many.just(Bytes.utf8("some"), Bytes.utf8("bytes")))
                .filter(written -> n == 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
