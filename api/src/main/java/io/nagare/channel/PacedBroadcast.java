package io.nagare.channel;

import io.nagare.One;
import org.reactivestreams.Publisher;

/**
 * A broadcast in which no subscriber misses a value: a sender waits until the slowest subscriber has room. {@link
 * Broadcast#paced} makes it. Sends that wait for room are granted room in the order of their subscriptions. Without
 * subscribers there is always room.
 *
 * @param <T> the type of the values
 * @since 0.1
 */
public interface PacedBroadcast<T> extends Multicast<T> {

    /**
     * Sends the value once for each subscription, and completes when the slowest subscriber has room for it. Demand:
     * none is needed. Cancellation before completion: the value is not sent, and the place in line is lost. Errors:
     * {@link ChannelClosedException}; the value was not sent.
     */
    One<Void> send(T value);

    /** Sends the value if there is room and no other sender waits for it. */
    SendResult trySend(T value);

    /**
     * Sends the publisher's items and completes when the publisher has. The broadcast stays open. Demand on the
     * publisher: one item at a time; the next is requested when the last has its place, so one item at most waits for
     * room. Cancellation cancels the publisher. An item that was taken from it and has no room yet is discarded.
     * Errors: the publisher's failure, or {@link ChannelClosedException}. If the publisher has failed before, its
     * failure is suppressed in the {@link ChannelClosedException}.
     */
    @Override
    One<Void> sendAll(Publisher<? extends T> values);
}
