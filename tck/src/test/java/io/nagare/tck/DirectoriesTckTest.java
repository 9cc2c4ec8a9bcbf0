package io.nagare.tck;

import static io.nagare.tck.Row.source;
import static io.nagare.tck.TemporaryDirectory.withDirectory;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.fs.AsyncDirectory;
import io.nagare.fs.contract.WalkOptions;
import java.nio.file.Path;
import java.util.List;
import org.reactivestreams.Publisher;

/** Operations on directories. */
final class DirectoriesTckTest extends Table {

    /** More items than are read ahead. */
    private static final int MOST_ITEMS = 200;

    @Override
    List<Row> rows() {
        return List.of(
                // These run one after the other.
                source("AsyncDirectory.create(Path)", DirectoriesTckTest::createAndDelete)
                        .alsoFor("AsyncDirectory.createAll(Path)", "AsyncDirectory.delete(Path)")
                        .atMost(0),
                source("AsyncDirectory.deleteTree(Path)", DirectoriesTckTest::deleteTree).atMost(1),
                source("AsyncDirectory.list(Path)", n -> withDirectory(n, AsyncDirectory::list)).atMost(MOST_ITEMS),
                // The root is an entry too, and is left out.
                source("AsyncDirectory.walk(Path)", DirectoriesTckTest::walk)
                        .alsoFor("AsyncDirectory.walk(Path,WalkOptions)")
                        .atMost(MOST_ITEMS),
                // The only change is that the watching begins.
                source(
                        "AsyncDirectory.watch(Path)",
                        n -> withDirectory(0, path -> AsyncDirectory.watch(path).take(1).filter(change -> n == 1)))
                        .atMost(1),
                source(
                        "AsyncDirectory.watchTree(Path)",
                        n -> withDirectory(0, path -> AsyncDirectory.watchTree(path).take(1).filter(change -> n == 1)))
                        .atMost(1),
                source(
                        "AsyncDirectory.withTemporary(Function)",
                        n -> AsyncDirectory.withTemporary(path -> One.just(1).filter(one -> n == 1)))
                        .atMost(1),
                source(
                        "AsyncDirectory.withTemporaryMany(Function)",
                        n -> AsyncDirectory.withTemporaryMany(path -> Many.range(0, (int) n)))
                        .atMost(1_000));
    }

    private static Publisher<?> createAndDelete(long n) {
        return withDirectory(
                0,
                path -> AsyncDirectory.create(path.resolve("a"))
                        .then(AsyncDirectory.createAll(path.resolve("a/b")))
                        .then(AsyncDirectory.delete(path.resolve("a/b"))));
    }

    private static Publisher<?> deleteTree(long n) {
        return withDirectory(
                3,
                path -> AsyncDirectory.createAll(path.resolve("tree/below"))
                        .then(AsyncDirectory.deleteTree(path.resolve("tree")))
                        .filter(deleted -> n == 1));
    }

    private static Publisher<?> walk(long n) {
        return withDirectory(
                n,
                root -> AsyncDirectory.walk(root, WalkOptions.defaults().followLinks().reportFailures())
                        .filter(entry -> entry.depth() > 0));
    }
}
