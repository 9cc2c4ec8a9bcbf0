package io.nagare.micrometer;

import io.micrometer.core.instrument.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What many meters read of one source. It looks at the source once a second at most, so many meters cost as little as
 * one. Any thread may read.
 *
 * @param <S> the type of the source, which this does not keep alive
 * @param <V> the type of what is read of it
 */
final class Sampled<S, V> {

    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Function<? super S, ? extends V> look;
    private final Clock clock;

    private @Nullable V last;
    private long lookedAt;

    Sampled(Clock clock, Function<? super S, ? extends V> look) {
        this.clock = clock;
        this.look = look;
    }

    synchronized V of(S source) {
        V value = last;
        long now = clock.monotonicTime();
        if (value == null || now - lookedAt >= PERIOD_NANOS) {
            value = look.apply(source);
            last = value;
            lookedAt = now;
        }
        return value;
    }
}
