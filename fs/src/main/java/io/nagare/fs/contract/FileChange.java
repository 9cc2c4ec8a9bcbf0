package io.nagare.fs.contract;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A change to a file or directory that is watched.
 *
 * @param kind what has happened
 * @param path what it has happened to: a path below the watched one; for {@link Kind#STARTED} and
 *     {@link Kind#OVERFLOW} the watched path itself
 */
public record FileChange(Kind kind, Path path) {

    /** What can happen. */
    public enum Kind {
        /**
         * Watching has begun, and every change from here on is reported. This comes first of all: a subscriber that
         * looks at the files when it gets this misses nothing.
         */
        STARTED,
        /** It was created, or moved here. */
        CREATED,
        /** Its content or its metadata has changed. One change may be reported twice, and several changes as one. */
        MODIFIED,
        /** It was deleted, or moved away. */
        DELETED,
        /**
         * A directory below the watched one may not be listed, or its path is too long for the system. Changes in it
         * are not reported. The watch goes on.
         */
        NOT_WATCHED,
        /** More has happened than could be kept, so changes were lost. The subscriber has to look at the files anew. */
        OVERFLOW
    }

    /** Checks for null. */
    public FileChange {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(path, "path");
    }
}
