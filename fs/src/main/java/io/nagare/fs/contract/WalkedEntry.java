package io.nagare.fs.contract;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One file or directory of a tree that is walked. It has information or a failure. It has both if it is a directory
 * that could be looked at but not listed.
 *
 * @param path the root of the walk, or a path below it that begins as the root does
 * @param depth how many levels below the root it is; the root is 0
 * @param information what it is; null if that could not be found out
 * @param failure why it could not be looked at, or why the directory could not be listed to its end; null if nothing
 *     went wrong
 */
public record WalkedEntry(
        Path path,
        int depth,
        @Nullable FileInformation information,
        @Nullable FileOperationException failure) {

    /** Checks that there is information or a failure. */
    public WalkedEntry {
        Objects.requireNonNull(path, "path");
        if (information == null && failure == null) {
            throw new IllegalArgumentException("an entry needs information or a failure, but " + path + " has neither");
        }
    }

    /** Returns whether there is a failure. */
    public boolean isFailure() {
        return failure != null;
    }
}
