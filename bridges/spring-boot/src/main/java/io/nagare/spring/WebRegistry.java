package io.nagare.spring;

import io.nagare.ByteStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ReactiveTypeDescriptor;

/**
 * A registry in which a {@link ByteStream} is no stream of items, but a value that is read and written as a whole, as
 * Spring's {@code Resource} is. Used by any thread.
 *
 * <p>Implementation: Spring takes the type of a stream's items from its type argument. A {@code ByteStream} has none,
 * so Spring would write JSON. As a value it goes to the reader and writer for its own type.
 */
final class WebRegistry extends ReactiveAdapterRegistry {

    private final ReactiveAdapterRegistry all;

    private WebRegistry(ReactiveAdapterRegistry all) {
        this.all = all;
    }

    static ReactiveAdapterRegistry of(ReactiveAdapterRegistry registry) {
        return registry instanceof WebRegistry ? registry : new WebRegistry(registry);
    }

    @Override
    public boolean hasAdapters() {
        return all.hasAdapters();
    }

    @Override
    public void registerReactiveType(
            ReactiveTypeDescriptor descriptor,
            Function<Object, Publisher<?>> toAdapter,
            Function<Publisher<?>, Object> fromAdapter) {
        if (all != null) { // null while the superclass registers what it knows, which this does not need
            all.registerReactiveType(descriptor, toAdapter, fromAdapter);
        }
    }

    @Override
    public void registerReactiveTypeOverride(
            ReactiveTypeDescriptor descriptor,
            Function<Object, Publisher<?>> toAdapter,
            Function<Publisher<?>, Object> fromAdapter) {
        all.registerReactiveTypeOverride(descriptor, toAdapter, fromAdapter);
    }

    @Override
    public @Nullable ReactiveAdapter getAdapter(Class<?> reactiveType) {
        return getAdapter(reactiveType, null);
    }

    /** A declared type says what a value is. A value that is declared as anything is what its class says. */
    @Override
    public @Nullable ReactiveAdapter getAdapter(@Nullable Class<?> reactiveType, @Nullable Object source) {
        boolean bytes = reactiveType == null || reactiveType == Object.class
                ? source instanceof ByteStream
                : ByteStream.class.isAssignableFrom(reactiveType);
        return bytes ? null : all.getAdapter(reactiveType, source);
    }
}
