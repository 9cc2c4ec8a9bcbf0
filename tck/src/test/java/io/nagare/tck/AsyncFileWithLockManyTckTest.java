package io.nagare.tck;

import io.nagare.Many;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.LockMode;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.withLockMany(Path,LockMode,Supplier)}. */
public class AsyncFileWithLockManyTckTest extends FileTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return withFile(0, path -> AsyncFile.withLockMany(path, LockMode.EXCLUSIVE, () -> Many.range(0, (int) n)));
    }
}
