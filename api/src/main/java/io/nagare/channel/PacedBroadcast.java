package io.nagare.channel;

import io.nagare.One;
import org.reactivestreams.Publisher;

/**
 * A broadcast that misses nothing: a sender waits until the slowest subscriber has room. Made by {@link
 * Broadcast#paced}. Sends that wait for room get it in the order of their subscriptions. Without subscribers
 * there is always room.
 *
 * @param <T> what is sent
 */
public interface PacedBroadcast<T> extends Multicast<T> {

    /**
     * Sends the value, once for each subscription, and completes when the slowest subscriber has room for it. Demand:
     * none is needed. Cancellation before the completion: the value is not sent, and the place in line is lost. Errors:
     * {@link ChannelClosedException}, and the value was not sent.
     */
    One<Void> send(T value);

    /** Sends the value if that can be done without waiting or overtaking. */
    SendResult trySend(T value);

    /**
     * Sends what the publisher emits, and completes when that has; the channel stays open. Demand on the publisher: an
     * item at a time, the next when the one before has its place, so that one at the most waits for room. Cancellation
     * cancels the publisher; an item that had been taken from it and found no room is discarded. Errors: the
     * publisher's, and {@link ChannelClosedException}, in which the publisher's is suppressed if it had failed already.
     */
    One<Void> sendAll(Publisher<? extends T> values);
}
