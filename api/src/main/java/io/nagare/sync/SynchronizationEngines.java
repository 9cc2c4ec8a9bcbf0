package io.nagare.sync;

import io.nagare.failure.EngineMissingException;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Holds the one engine. It is a class of its own, so that loading it never runs inside the initialization of an
 * interface.
 */
final class SynchronizationEngines {

    private static final SynchronizationEngine ENGINE = load();

    private SynchronizationEngines() {}

    static SynchronizationEngine engine() {
        return ENGINE;
    }

    private static SynchronizationEngine load() {
        Class<SynchronizationEngine> type = SynchronizationEngine.class;
        List<ServiceLoader.Provider<SynchronizationEngine>> found =
                ServiceLoader.load(type, type.getClassLoader()).stream().toList();
        if (found.size() != 1) {
            throw new EngineMissingException(
                    found.stream().map(provider -> provider.type().getName()).toList());
        }
        return found.get(0).get();
    }
}
