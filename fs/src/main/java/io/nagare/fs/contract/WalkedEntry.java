package io.nagare.fs.contract;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a walk through a tree has come by. It has information, or a failure, or both: a directory that could be looked at but not listed.
 *
 * @param path the root of the walk, or a path below it that begins as the root does
 * @param depth how far below the root it is; the root is 0
 * @param information what it is; null if that could not be found out
 * @param failure why it could not be looked at, or the directory not be listed (to its end); null if nothing went wrong
 */
public record WalkedEntry(
        Path path,
        int depth,
        @Nullable FileInformation information,
        @Nullable FileOperationException failure) {

    /** Checks that there is something to tell. */
    public WalkedEntry {
        Objects.requireNonNull(path, "path");
        if (information == null && failure == null) {
            throw new IllegalArgumentException("an entry needs information or a failure, but " + path + " has neither");
        }
    }

    /** Whether something went wrong here. */
    public boolean isFailure() {
        return failure != null;
    }
}
