package io.nagare.tck;

import io.nagare.Bytes;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.ReadOptions;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.read(Path)}. */
public class AsyncFileReadTckTest extends FileTck<Bytes> {

    @Override
    protected Publisher<Bytes> of(long n) {
        return withFile(n, path -> AsyncFile.read(path, ReadOptions.defaults().chunkSize(1).readAhead(3)));
    }
}
