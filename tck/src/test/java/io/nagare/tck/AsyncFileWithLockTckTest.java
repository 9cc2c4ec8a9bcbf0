package io.nagare.tck;

import io.nagare.One;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.LockMode;
import org.reactivestreams.Publisher;

/** {@code AsyncFile.withLock(Path, LockMode, Supplier)}. */
public class AsyncFileWithLockTckTest extends FileTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return withFile(
                0, path -> AsyncFile.withLock(path, LockMode.SHARED, () -> One.just(1).filter(one -> n == 1)));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
