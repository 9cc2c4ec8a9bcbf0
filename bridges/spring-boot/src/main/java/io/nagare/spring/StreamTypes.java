package io.nagare.spring;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.reactor.ReactorNagare;
import java.util.function.Function;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ReactiveTypeDescriptor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Registers our streams with Spring: in the registry that all contexts share, and in each registry that is a bean. A
 * type that a registry knows already is left alone. Called by Spring, on one thread.
 *
 * <p>Without this a {@code One} would be found as a publisher of any number of items. Registered otherwise than as an
 * override, its instances would still be found so.
 */
final class StreamTypes implements BeanPostProcessor {

    StreamTypes() {
        register(ReactiveAdapterRegistry.getSharedInstance());
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof ReactiveAdapterRegistry registry) {
            boolean shared = registry == ReactiveAdapterRegistry.getSharedInstance();
            boolean users = !shared && knows(registry, ByteStream.class);
            register(registry);
            return users ? registry : WebRegistry.of(registry);
        }
        return bean;
    }

    /** The context crosses in both directions, and so do task locals. */
    static void register(ReactiveAdapterRegistry registry) {
        synchronized (registry) {
            if (!knows(registry, Many.class)) {
                many(registry, Many.class, Many::empty, ReactorNagare::many);
            }
            if (!knows(registry, ByteStream.class)) {
                many(registry, ByteStream.class, StreamTypes::noBytes, StreamTypes::bytes);
            }
            if (!knows(registry, One.class)) {
                registry.registerReactiveTypeOverride(
                        ReactiveTypeDescriptor.singleOptionalValue(One.class, One::empty),
                        one -> ReactorNagare.mono((One<?>) one),
                        publisher -> ReactorNagare.one(Mono.from(publisher)));
            }
        }
    }

    private static void many(
            ReactiveAdapterRegistry registry,
            Class<?> type,
            Supplier<Object> empty,
            Function<Flux<?>, Object> fromFlux) {
        registry.registerReactiveTypeOverride(
                ReactiveTypeDescriptor.multiValue(type, empty),
                many -> ReactorNagare.flux((Many<?>) many),
                publisher -> fromFlux.apply(Flux.from(publisher)));
    }

    private static ByteStream noBytes() {
        return ByteStream.of(Many.empty());
    }

    @SuppressWarnings("unchecked") // Spring was told the type of the items
    private static ByteStream bytes(Flux<?> flux) {
        return ByteStream.of((Publisher<Bytes>) (Publisher<?>) ReactorNagare.many(flux));
    }

    /** Whether the type itself is registered, and not just a type above it. */
    private static boolean knows(ReactiveAdapterRegistry registry, Class<?> type) {
        ReactiveAdapter adapter = registry.getAdapter(type);
        return adapter != null && adapter.getReactiveType() == type;
    }
}
