package io.nagare.tck;

import io.nagare.fs.AsyncFile;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.lines(Path)}. */
public class AsyncFileLinesTckTest extends FileTck<String> {

    @Override
    protected Publisher<String> of(long n) {
        return withFile(n, AsyncFile::lines);
    }
}
