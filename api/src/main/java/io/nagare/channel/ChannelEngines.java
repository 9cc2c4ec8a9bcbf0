package io.nagare.channel;

import io.nagare.failure.EngineMissingException;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Holds the one engine. It is a class of its own, so that loading it never runs inside the initialization of an
 * interface.
 */
final class ChannelEngines {

    private static final ChannelEngine ENGINE = load();

    private ChannelEngines() {}

    static ChannelEngine engine() {
        return ENGINE;
    }

    private static ChannelEngine load() {
        List<ServiceLoader.Provider<ChannelEngine>> found = ServiceLoader.load(
                        ChannelEngine.class, ChannelEngine.class.getClassLoader())
                .stream()
                .toList();
        if (found.size() != 1) {
            throw new EngineMissingException(
                    found.stream().map(provider -> provider.type().getName()).toList());
        }
        return found.get(0).get();
    }
}
