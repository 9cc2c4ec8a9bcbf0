package io.nagare.stage;

import io.nagare.failure.EngineMissingException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import org.jspecify.annotations.Nullable;

/**
 * What was found when an engine was looked for. Immutable, so any thread may ask for the engine. Whether one is missing
 * is said at each call, and not by a class that cannot be initialized.
 *
 * @param engine the engine, if there is exactly one
 * @param types the names of all engines
 * @param <E> what the engine does
 */
public record FoundEngine<E>(@Nullable E engine, List<String> types) {

    /** Looks for the engine as a service. Reads files. */
    public static <E> FoundEngine<E> find(Class<E> type) {
        List<Provider<E>> providers =
                ServiceLoader.load(type, type.getClassLoader()).stream().toList();
        List<String> types =
                providers.stream().map(provider -> provider.type().getName()).toList();
        return new FoundEngine<>(types.size() == 1 ? providers.get(0).get() : null, types);
    }

    /**
     * Returns the engine.
     *
     * @throws EngineMissingException if there is none, or more than one
     */
    public E get() {
        if (engine == null) {
            throw new EngineMissingException(types);
        }
        return engine;
    }
}
