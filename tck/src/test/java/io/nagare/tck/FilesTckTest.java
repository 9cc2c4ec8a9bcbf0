package io.nagare.tck;

import static io.nagare.tck.Row.source;
import static io.nagare.tck.TemporaryDirectory.withDirectory;
import static io.nagare.tck.TemporaryFile.withFile;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.AsyncPath;
import io.nagare.fs.contract.FollowOptions;
import io.nagare.fs.contract.LockMode;
import io.nagare.fs.contract.ReadOptions;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/** Operations on files and paths. */
final class FilesTckTest extends Table {

    /** More items would need a larger file for each test. */
    private static final int MOST_ITEMS = 1_000;

    private static final ReadOptions BYTE_BY_BYTE = ReadOptions.defaults().chunkSize(1).readAhead(3);
    private static final FollowOptions FOLLOW_BYTES = FollowOptions.defaults().chunkSize(1);

    @Override
    List<Row> rows() {
        return List.of(
                one("AsyncFile.copy(Path,Path,CopyOption[])", file -> AsyncFile.copy(file, file, REPLACE_EXISTING)),
                // The file is copied onto itself, which is one step.
                source("AsyncFile.copyWithProgress(Path,Path,CopyOption[])", FilesTckTest::copyWithProgress).atMost(1),
                one("AsyncFile.deleteIfExists(Path)", AsyncFile::deleteIfExists).alsoFor("AsyncFile.delete(Path)"),
                source(
                        "AsyncFile.follow(Path,FollowOptions)",
                        n -> withFile(n, file -> AsyncFile.follow(file, FOLLOW_BYTES).take(n)))
                        .alsoFor("AsyncFile.follow(Path)")
                        .atMost(MOST_ITEMS),
                source(
                        "AsyncFile.followChunks(Path,FollowOptions)",
                        n -> withFile(n, file -> AsyncFile.followChunks(file, FOLLOW_BYTES).take(n)))
                        .atMost(MOST_ITEMS),
                source("AsyncFile.lines(Path)", n -> withFile(n, AsyncFile::lines))
                        .alsoFor("AsyncFile.lines(Path,int)", "AsyncFile.lines(Path,LineOptions)")
                        .atMost(MOST_ITEMS),
                none("AsyncFile.move(Path,Path,CopyOption[])", file -> AsyncFile.move(file, file)),
                source("AsyncFile.read(Path,ReadOptions)", n -> withFile(n, file -> AsyncFile.read(file, BYTE_BY_BYTE)))
                        .alsoFor("AsyncFile.read(Path)")
                        .atMost(MOST_ITEMS),
                one("AsyncFile.readAll(Path)", AsyncFile::readAll).alsoFor("AsyncFile.readAll(Path,ReadOptions)"),
                one("AsyncFile.readString(Path)", AsyncFile::readString)
                        .alsoFor("AsyncFile.readString(Path,Decoding)"),
                // The file has no bytes.
                source("AsyncFile.readWithProgress(Path,ReadOptions,Function)", FilesTckTest::readWithProgress)
                        .atMost(1),
                none("AsyncFile.setLength(Path,long)", file -> AsyncFile.setLength(file, 1)),
                none("AsyncFile.sync(Path)", AsyncFile::sync),
                source(
                        "AsyncFile.watch(Path)",
                        n -> withFile(0, file -> AsyncFile.watch(file).take(1).filter(change -> n == 1)))
                        .atMost(1),
                one(
                        "AsyncFile.withLock(Path,LockMode,Supplier)",
                        file -> AsyncFile.withLock(file, LockMode.SHARED, () -> One.just(1))),
                source("AsyncFile.withLockMany(Path,LockMode,Supplier)", FilesTckTest::withLockMany)
                        .atMost(MOST_ITEMS),
                source(
                        "AsyncFile.withTemporary(Function)",
                        n -> AsyncFile.withTemporary(file -> One.just(1).filter(item -> n == 1)))
                        .atMost(1),
                source(
                        "AsyncFile.withTemporaryMany(Function)",
                        n -> AsyncFile.withTemporaryMany(file -> Many.range(0, (int) n)))
                        .atMost(MOST_ITEMS),
                one(
                        "AsyncFile.write(Path,Publisher)",
                        file -> AsyncFile.write(file, Many.just(Bytes.utf8("some"), Bytes.utf8("bytes"))))
                        .alsoFor("AsyncFile.write(Path,Publisher,WriteOptions)"),
                one("AsyncFile.writeAll(Path,Bytes)", file -> AsyncFile.writeAll(file, Bytes.utf8("some")))
                        .alsoFor("AsyncFile.writeAll(Path,Bytes,WriteOptions)"),
                one("AsyncFile.writeString(Path,String)", file -> AsyncFile.writeString(file, "some"))
                        .alsoFor("AsyncFile.writeString(Path,String,WriteOptions)"),
                one("AsyncPath.exists(Path)", AsyncPath::exists),
                one("AsyncPath.information(Path)", AsyncPath::information),
                one("AsyncPath.linkInformation(Path)", AsyncPath::linkInformation),
                one("AsyncPath.realPath(Path)", AsyncPath::realPath),
                source("AsyncPath.symbolicLink(Path,Path)", FilesTckTest::changes)
                        .alsoFor("AsyncPath.hardLink(Path,Path)", "AsyncPath.setPermissions(Path,Set)")
                        .alsoFor("AsyncPath.setModified(Path,Instant)", "AsyncPath.readLink(Path)")
                        .atMost(1));
    }

    /** Makes a row of a method that emits one item. The item is left out where the TCK wants none. */
    private static <T> Row one(String method, Function<Path, One<T>> use) {
        return source(method, n -> withFile(n, file -> use.apply(file).filter(item -> n == 1))).atMost(1);
    }

    /** Makes a row of a method that emits no item. */
    private static Row none(String method, Function<Path, Publisher<Void>> use) {
        return source(method, n -> withFile(0, use)).atMost(0);
    }

    private static Publisher<?> copyWithProgress(long n) {
        return withFile(0, file -> AsyncFile.copyWithProgress(file, file, REPLACE_EXISTING).filter(step -> n == 1));
    }

    private static Publisher<?> readWithProgress(long n) {
        return withFile(0, file -> AsyncFile.readWithProgress(file, ReadOptions.defaults(), bytes -> bytes)
                .filter(step -> n == 1));
    }

    private static Publisher<?> withLockMany(long n) {
        return withFile(0, file -> AsyncFile.withLockMany(file, LockMode.EXCLUSIVE, () -> Many.range(0, (int) n)));
    }

    /** Makes all these changes, one after the other. */
    private static Publisher<?> changes(long n) {
        return withDirectory(1, path -> {
            Path file = path.resolve("file0");
            Path link = path.resolve("link");
            Path hard = path.resolve("hard");
            return AsyncPath.symbolicLink(link, file)
                    .then(AsyncPath.hardLink(hard, file))
                    .then(AsyncPath.setPermissions(hard, Set.of(PosixFilePermission.OWNER_READ)))
                    .then(AsyncPath.setModified(hard, Instant.EPOCH))
                    .then(AsyncPath.readLink(link))
                    .filter(target -> n == 1);
        });
    }
}
