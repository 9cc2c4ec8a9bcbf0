package io.nagare.testing.simulation;

import java.net.BindException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The paths of a host's Unix sockets. They are names alone: there are no files, so none is left behind by a crash. Used
 * by the thread that steps.
 */
final class Names {

    private final Map<Path, SimulatedListener> listening = new HashMap<>();

    void bind(Path path, SimulatedListener listener) throws BindException {
        if (listening.putIfAbsent(path, listener) != null) {
            throw new BindException("Address already in use");
        }
    }

    void release(Path path, SimulatedListener listener) {
        listening.remove(path, listener);
    }

    void releaseAll() {
        listening.clear();
    }

    /** The listener on a path. */
    @Nullable SimulatedListener at(Path path) {
        return listening.get(path);
    }
}
