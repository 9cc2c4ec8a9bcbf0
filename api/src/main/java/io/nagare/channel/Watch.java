package io.nagare.channel;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.One;
import java.util.function.UnaryOperator;

/**
 * A value that changes, for subscribers that need its latest state (Tokio's {@code watch}). A subscriber sees values in
 * the order in which they were sent. It may miss a value that was replaced before it asked. It sees the last value.
 *
 * <pre>{@code
 * Watch<Config> config = Watch.of(Config.load());
 * config.receiver().switchMap(Server::run).subscribe(...);
 * config.modify(now -> now.withLimit(100));
 * One<Config> ready = config.receiver().filter(Config::isComplete).next();
 * }</pre>
 *
 * @param <T> the type of the value
 * @since 0.1
 */
public interface Watch<T> extends AutoCloseable {

    /** Makes a watch with an initial value. */
    static <T> Watch<T> of(T initial) {
        return ChannelEngines.engine().watch(requireNonNull(initial, "a watch cannot hold null"));
    }

    /** The latest value, also when this is closed. */
    T value();

    /**
     * Replaces the value and wakes the subscribers. Never waits.
     *
     * @return how many subscribers there were
     * @throws ChannelClosedException if this is closed; the value stays as it was
     */
    int send(T value);

    /**
     * Replaces the value by the function's result, and wakes the subscribers. If the function returns the same object
     * that it was given, nothing changes. No other call changes the value meanwhile. The function must be quick, and
     * must not change or close this watch.
     *
     * @return whether the value was replaced
     * @throws ChannelClosedException if this is closed; the function is not called
     * @throws RuntimeException what the function throws; the value stays as it was
     * @throws IllegalStateException within the function, if the function changes or closes this watch
     */
    boolean modify(UnaryOperator<T> function);

    /**
     * Emits the value at the first demand. For each further demand, emits the latest value after it has changed.
     * Demand: without demand, newer values replace older ones. Completes when this is closed and the last value has
     * been taken. A closed watch emits its value and completes.
     */
    Many<T> receiver();

    /** As {@link #receiver()}, without the value at the subscription. */
    Many<T> changes();

    /** The number of subscribers. */
    int subscribers();

    /**
     * Completes when there is no subscriber, at once if there is none now. Later subscribers are still possible.
     * Demand: none is needed.
     */
    One<Void> abandoned();

    /** Completes when this is closed. Demand: none is needed. */
    One<Void> closed();

    /** Whether this is closed. */
    boolean isClosed();

    /**
     * Closes the watch. The value stays. Subscribers complete when they have seen it. Calling it again does nothing.
     */
    @Override
    void close();
}
