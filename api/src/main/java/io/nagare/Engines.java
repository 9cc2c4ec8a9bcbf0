package io.nagare;

import io.nagare.failure.EngineMissingException;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Holds the one engine. It is a class of its own, so that loading it never runs inside the initialization of {@link
 * Many}.
 */
final class Engines {

    private static final Engine ENGINE = load();

    private Engines() {}

    static Engine engine() {
        return ENGINE;
    }

    private static Engine load() {
        List<ServiceLoader.Provider<Engine>> found = ServiceLoader.load(Engine.class, Engine.class.getClassLoader())
                .stream()
                .toList();
        if (found.size() != 1) {
            throw new EngineMissingException(
                    found.stream().map(provider -> provider.type().getName()).toList());
        }
        return found.get(0).get();
    }
}
