package io.nagare.examples.redis;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.AsyncPath;
import io.nagare.fs.contract.LockMode;
import io.nagare.fs.contract.WriteOptions;
import io.nagare.sync.CancellationToken;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Keeps an append-only file for one server. The lock is on a file beside it, {@code FILE.lock}, because the append-only
 * file itself is replaced at the start. The system gives the lock back when the process ends, in whatever way. The file
 * beside stays, and is empty. Stateless.
 */
final class JournalLock {

    /** How long a server waits for another one, which may just be ending. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private JournalLock() {}

    /**
     * Does the work while no other server can use the file. Fails without doing it if another server has the file.
     *
     * @param file exists; two links to one file count as one
     */
    static One<Void> hold(Path file, Supplier<One<Void>> work) {
        return AsyncPath.realPath(file).flatMap(real -> {
            Path beside = real.resolveSibling(real.getFileName() + ".lock");
            return AsyncFile.writeAll(beside, Bytes.empty(), WriteOptions.defaults().append())
                    .then(One.defer(() -> locked(beside, file, work)));
        });
    }

    private static One<Void> locked(Path beside, Path file, Supplier<One<Void>> work) {
        CancellationToken has = CancellationToken.create();
        One<Void> working = AsyncFile.withLock(beside, LockMode.EXCLUSIVE, () -> {
            has.cancel();
            return work.get();
        });
        One<Void> refusing = One.delay(PATIENCE)
                .then(One.<Void>error(new IllegalStateException(file + " is used by another server")))
                .takeUntil(has.cancelled());
        return Many.merge(working, refusing).then();
    }
}
