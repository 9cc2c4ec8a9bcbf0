package io.nagare.channel;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.One;
import java.util.function.UnaryOperator;

/**
 * A value that changes, and those who want to know its latest state (Tokio's {@code watch}). Subscribers see what was
 * sent in order, may miss what was replaced before they asked, and finally see the last.
 *
 * <pre>{@code
 * Watch<Config> config = Watch.of(Config.load());
 * config.receiver().switchMap(Server::run).subscribe(...);
 * config.modify(now -> now.withLimit(100));
 * One<Config> ready = config.receiver().filter(Config::isComplete).next();
 * }</pre>
 *
 * @param <T> what is watched
 */
public interface Watch<T> extends AutoCloseable {

    /** A watch with that value. */
    static <T> Watch<T> of(T initial) {
        return ChannelEngines.engine().watch(requireNonNull(initial, "a watch cannot hold null"));
    }

    /** The latest value, also when this is closed. */
    T value();

    /**
     * Replaces the value and tells the subscribers, if there are any. Never waits; may be called from within a
     * subscriber.
     *
     * @return how many subscribers there were
     * @throws ChannelClosedException if this is closed; the value stays as it was
     */
    int send(T value);

    /**
     * Replaces the value by what the function makes of it, and tells the subscribers, unless the function returns the
     * very object that it was given. Nobody else changes the value meanwhile; the function must be quick, and must not
     * change or close this watch itself.
     *
     * @return whether the value was replaced
     * @throws ChannelClosedException if this is closed; the function is not called then
     * @throws RuntimeException what the function throws; the value stays as it was
     * @throws IllegalStateException within the function, if that changes or closes this watch
     */
    boolean modify(UnaryOperator<T> function);

    /**
     * The value at the first demand, then the latest one for each demand after it has changed. Demand: without it
     * values are replaced. Completes when this is closed and the last value has been taken; a closed watch gives its
     * value, and completes.
     */
    Many<T> receiver();

    /** As {@link #receiver()}, without the value that there is at the subscription. */
    Many<T> changes();

    /** How many subscribers there are. */
    int subscribers();

    /**
     * Completes when there is no subscriber, at once if there is none. Others may subscribe after that. Demand: none is
     * needed.
     */
    One<Void> abandoned();

    /** Completes when this is closed. Demand: none is needed. */
    One<Void> closed();

    /** Whether it was closed. */
    boolean isClosed();

    /** Ends the watch: the value stays, subscribers complete when they have seen it. Calling it again does nothing. */
    @Override
    void close();
}
