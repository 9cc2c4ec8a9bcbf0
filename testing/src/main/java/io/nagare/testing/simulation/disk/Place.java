package io.nagare.testing.simulation.disk;

import org.jspecify.annotations.Nullable;

/**
 * Where a path leads: an entry of a directory, which need not be there.
 *
 * @param directory the directory of the entry
 * @param name the name in that directory; null if the path ends with {@code .} or {@code ..} or is the root
 * @param node what is there; null if nothing is
 */
record Place(Node.Directory directory, @Nullable String name, @Nullable Node node) {

    /** A directory that no name led to. */
    static Place of(Node.Directory directory) {
        return new Place(directory, null, directory);
    }
}
