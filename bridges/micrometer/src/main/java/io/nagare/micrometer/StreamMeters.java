package io.nagare.micrometer;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.nagare.Nagare;
import io.nagare.SignalListener;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Meters of the subscriptions of one stream, for {@link io.nagare.Async#tap}:
 *
 * <pre>{@code
 * Many<Order> metered = orders.tap(StreamMeters.of(registry, "orders"));
 * }</pre>
 *
 * <p>The names are those of Reactor's metrics. {@code orders.subscribed} counts subscriptions. {@code orders.requested}
 * has the demand. {@code orders.onNext.delay} is the time from the subscription to the first item, and from one item to
 * the next. {@code orders.flow.duration} is the time from a subscription to its end. Its tag {@code status} says how it
 * ended: {@code completed}, {@code completedEmpty}, {@code error} or {@code cancelled}. Its tag {@code exception} has
 * the class of the failure.
 *
 * <p>One of these serves one subscription. It is called on the subscription's strand.
 *
 * @param <T> the type of the items
 */
public final class StreamMeters<T> implements SignalListener<T> {

    private final MeterRegistry registry;
    private final String name;
    private final Tags tags;
    private final DistributionSummary requested;
    private final Timer delay;
    private final long begin;

    /** When the last item came, or the subscription began. */
    private long last;

    private boolean hasItems;

    private StreamMeters(MeterRegistry registry, String name, Tags tags) {
        this.registry = registry;
        this.name = name;
        this.tags = tags;
        requested = DistributionSummary.builder(name + ".requested")
                .tags(tags)
                .baseUnit("items")
                .description("Demand")
                .register(registry);
        delay = Timer.builder(name + ".onNext.delay")
                .tags(tags)
                .description("Time to the first item, and from one item to the next")
                .register(registry);
        begin = registry.config().clock().monotonicTime();
        last = begin;
    }

    /**
     * Returns what makes the meters of each subscription.
     *
     * @param name the first part of the meters' names, such as {@code orders}
     * @throws IllegalArgumentException if the name is blank
     */
    public static <T> Supplier<SignalListener<T>> of(MeterRegistry registry, String name, Tag... tags) {
        requireNonNull(registry, "registry");
        Tags all = Tags.of(requireNonNull(tags, "tags"));
        if (requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("the meters of a stream need a name, but it was blank");
        }
        return () -> new StreamMeters<>(registry, name, all);
    }

    @Override
    public void onSubscribe() {
        Counter.builder(name + ".subscribed")
                .tags(tags)
                .baseUnit("subscribers")
                .description("Subscriptions")
                .register(registry)
                .increment();
    }

    @Override
    public void onRequest(long n) {
        requested.record(n);
    }

    @Override
    public void onNext(T item) {
        long now = registry.config().clock().monotonicTime();
        delay.record(now - last, TimeUnit.NANOSECONDS);
        last = now;
        hasItems = true;
    }

    @Override
    public void onError(Throwable failure) {
        ended("error", failure.getClass().getName());
    }

    @Override
    public void onComplete() {
        ended(hasItems ? "completed" : "completedEmpty", "");
    }

    @Override
    public void onCancel() {
        ended("cancelled", "");
    }

    private void ended(String status, String exception) {
        try {
            Timer.builder(name + ".flow.duration")
                    .tags(tags.and("status", status, "exception", exception))
                    .description("Time from a subscription to its end")
                    .register(registry)
                    .record(registry.config().clock().monotonicTime() - begin, TimeUnit.NANOSECONDS);
        } catch (RuntimeException failure) {
            // A stream does not fail because it could not be measured.
            Nagare.current().driver().unseen(failure, "measuring the end of a stream");
        }
    }
}
