package io.nagare.nats;

import io.nagare.Many;
import io.nagare.One;
import java.util.function.UnaryOperator;

/**
 * A value that changes, under a key in a bucket of NATS: {@link io.nagare.channel.Watch} across machines. A subscriber
 * sees values in the order in which they were stored. It may miss a value that was replaced before it asked. It sees
 * the last value.
 *
 * <pre>{@code
 * NatsWatch<String> level = nats.watch("config", "level", ValueCodec.text(), "info").block();
 * level.receiver().subscribe(...);
 * level.modify(now -> now.equals("info") ? "debug" : now).block();
 * }</pre>
 *
 * <p>Its methods have the names of {@code Watch}. Those that change the value are a {@code One}, because the server
 * decides: a change is stored only if nobody else has stored one since this program last heard of the key. Otherwise it
 * is tried again on the newer value. So no change is lost, whatever number of programs make some. The changes through
 * one object are made one after the other, in the order of their subscriptions.
 *
 * <p>This object hears of changes as long as the connection stands, with or without subscribers. What it knows is
 * {@link #value}; that may be a moment old. {@link #subscribers} and {@link #abandoned} are about the subscribers of
 * this object.
 *
 * @param <T> the type of the value
 * @since 0.1
 */
public interface NatsWatch<T> extends AutoCloseable {

    /** The bucket, which is a stream {@code KV_bucket} on the server. */
    String bucket();

    /** The key in the bucket. */
    String key();

    /** The latest value that this program has heard of, also when this is closed. */
    T value();

    /** The number of the latest change that this program has heard of. The changes of all keys of a bucket count. */
    long revision();

    /**
     * Replaces the value, once for each subscription, and completes when the server has confirmed it. Demand: none is
     * needed. While the connection is lost, it waits. Cancellation before completion: the value may have been replaced.
     * Errors: {@link io.nagare.channel.ChannelClosedException}, a failure of the codec, {@link
     * io.nagare.nats.failure.ValueTooLargeException}, {@link io.nagare.nats.failure.NatsRefusedException}, {@link
     * io.nagare.nats.failure.StreamGoneException} and {@link io.nagare.nats.failure.NatsClosedException}.
     */
    One<Void> send(T value);

    /**
     * Replaces the value by the function's result, once for each subscription, and emits whether it was replaced. If
     * the function returns the same object that it was given, nothing changes. The function is called again if another
     * program was faster. It must be quick and have no effects. Demand: the change is made without. Cancellation and
     * errors: as {@link #send}, and what the function throws.
     */
    One<Boolean> modify(UnaryOperator<T> function);

    /**
     * Emits the value at the first demand. For each further demand, emits the latest value after it has changed.
     * Demand: without demand, newer values replace older ones. A lost connection is waited out. Completes when this is
     * closed and the last value has been taken. A closed watch emits its value and completes. Errors: {@code
     * UndecodableValueException} if the policy says so, {@link io.nagare.nats.failure.StreamGoneException}, {@link
     * io.nagare.nats.failure.NatsRefusedException} and {@link io.nagare.nats.failure.NatsClosedException}.
     */
    Many<T> receiver();

    /** As {@link #receiver()}, without the value at the subscription. */
    Many<T> changes();

    /** The number of subscribers of this object. */
    int subscribers();

    /** Completes when this object has no subscriber, at once if there is none now. Demand: none is needed. */
    One<Void> abandoned();

    /**
     * Completes when the watch is closed, as far as this program has heard. Demand: none is needed. Errors: what ends
     * subscribers, such as {@link io.nagare.nats.failure.NatsClosedException}.
     */
    One<Void> closed();

    /** Whether the watch is closed, as far as this program has heard. */
    boolean isClosed();

    /**
     * Closes the watch for everybody, on all machines, after the changes that were subscribed to before. The value
     * stays. Subscribers complete when they have seen it. Returns at once, and {@link #closed} tells when the server
     * has it. A key that is deleted is closed too; then the next program that opens it begins anew. Calling it again
     * does nothing.
     */
    @Override
    void close();
}
