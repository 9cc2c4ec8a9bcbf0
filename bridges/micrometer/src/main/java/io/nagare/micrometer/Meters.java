package io.nagare.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Registers meters that read one source, under one prefix and with the same tags. A registry does not keep the source
 * alive: its meters then end, as all of Micrometer do.
 *
 * @param <S> the type of the source
 * @param <V> the type of what is read of it; must not hold the source
 */
final class Meters<S, V> {

    private final MeterRegistry registry;
    private final Bound bound;
    private final S source;
    private final Sampled<S, V> sampled;
    private final String prefix;
    private final Tags tags;

    private Meters(
            MeterRegistry registry, Bound bound, S source, Sampled<S, V> sampled, String prefix, Tags tags) {
        this.registry = registry;
        this.bound = bound;
        this.source = source;
        this.sampled = sampled;
        this.prefix = prefix;
        this.tags = tags;
    }

    static <S, V> Meters<S, V> of(
            MeterRegistry registry,
            Bound bound,
            S source,
            Function<? super S, ? extends V> look,
            String prefix,
            Tags tags) {
        return new Meters<>(registry, bound, source, new Sampled<>(registry.config().clock(), look), prefix, tags);
    }

    /** Returns this for other names of the same source. */
    Meters<S, V> under(String otherPrefix, Tags otherTags) {
        return new Meters<>(registry, bound, source, sampled, otherPrefix, otherTags);
    }

    void gauge(String name, String description, ToDoubleFunction<? super V> value) {
        Gauge gauge = Gauge.builder(prefix + name, source, read(value))
                .tags(tags)
                .description(description)
                .register(registry);
        bound.add(registry, gauge);
    }

    void counter(String name, String unit, String description, ToDoubleFunction<? super V> value) {
        FunctionCounter counter = FunctionCounter.builder(prefix + name, source, read(value))
                .tags(tags)
                .baseUnit(unit)
                .description(description)
                .register(registry);
        bound.add(registry, counter);
    }

    /** The function must not hold the source, which the registry would keep alive by it. */
    private ToDoubleFunction<S> read(ToDoubleFunction<? super V> value) {
        Sampled<S, V> shared = sampled;
        return of -> value.applyAsDouble(shared.of(of));
    }
}
