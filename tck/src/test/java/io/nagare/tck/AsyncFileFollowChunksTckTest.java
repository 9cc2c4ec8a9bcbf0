package io.nagare.tck;

import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.FollowOptions;
import io.nagare.fs.contract.FollowedChunk;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.followChunks(Path,FollowOptions)}, which never ends by itself. */
public class AsyncFileFollowChunksTckTest extends FileTck<FollowedChunk> {

    @Override
    protected Publisher<FollowedChunk> of(long n) {
        return withFile(n, path -> AsyncFile.followChunks(path, FollowOptions.defaults().chunkSize(1)).take(n));
    }
}
