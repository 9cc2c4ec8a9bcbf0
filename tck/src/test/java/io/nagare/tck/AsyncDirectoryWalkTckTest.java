package io.nagare.tck;

import io.nagare.fs.AsyncDirectory;
import io.nagare.fs.contract.WalkOptions;
import io.nagare.fs.contract.WalkedEntry;
import org.reactivestreams.Publisher;

/** {@code AsyncDirectory.walk(Path,WalkOptions)}. The root, which is an entry too, is left out. */
public class AsyncDirectoryWalkTckTest extends DirectoryTck<WalkedEntry> {

    @Override
    protected Publisher<WalkedEntry> of(long n) {
        return withDirectory(
                n,
                root -> AsyncDirectory.walk(root, WalkOptions.defaults().followLinks().reportFailures())
                        .filter(entry -> entry.depth() > 0));
    }
}
