package io.nagare.fs.contract;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Something that has happened to what is watched.
 *
 * @param kind what has happened
 * @param path to what: below the path that is watched, or, of {@link Kind#STARTED} and {@link Kind#OVERFLOW}, that path
 */
public record FileChange(Kind kind, Path path) {

    /** What can happen. */
    public enum Kind {
        /** Watching has begun: what happens from here on is told. The first of all, so that who then looks at what is there misses nothing. */
        STARTED,
        /** It has come into being, or was moved here. */
        CREATED,
        /** Its content or its metadata has changed. One change may be told more than once, and several in one. */
        MODIFIED,
        /** It was deleted, or moved away. */
        DELETED,
        /**
         * A directory below the one that is watched may not be listed, or its path is too long for the system. What happens in it is not told, and the
         * watch goes on.
         */
        NOT_WATCHED,
        /** More has happened than could be kept: who needs to know looks at all that is there. */
        OVERFLOW
    }

    /** Checks for null. */
    public FileChange {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(path, "path");
    }
}
