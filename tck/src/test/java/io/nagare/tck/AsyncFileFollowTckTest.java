package io.nagare.tck;

import io.nagare.Bytes;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.FollowOptions;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.follow(Path,FollowOptions)}, which never ends by itself. */
public class AsyncFileFollowTckTest extends FileTck<Bytes> {

    @Override
    protected Publisher<Bytes> of(long n) {
        return withFile(n, path -> AsyncFile.follow(path, FollowOptions.defaults().chunkSize(1)).take(n));
    }
}
