package io.nagare.channel;

import io.nagare.One;
import io.nagare.Sink;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * The sending side of a channel. Sends that wait for room are granted room in the order of their subscriptions.
 *
 * <p>Senders made by {@link Mpsc#sender()} are counted: the channel is closed when the last of them is closed.
 *
 * @param <T> the type of the values
 * @since 0.1
 */
public interface MpscSender<T> extends Sink<T> {

    /**
     * Sends the value once for each subscription, and completes when the channel has it. Demand: none is needed.
     * Cancellation before completion: the value is not sent, and the place in line is lost. Errors: {@link
     * ChannelClosedException}; the value was not sent.
     */
    One<Void> send(T value);

    /** Sends the value if there is room and no other sender waits for it. */
    SendResult trySend(T value);

    /**
     * Emits room for one value when it is this subscriber's turn. Demand: enters the line with the first request.
     * Cancellation: the place in line is lost, and room that is granted too late goes to the next. Errors: {@link
     * ChannelClosedException}.
     */
    One<MpscSlot<T>> reserve();

    /**
     * Reserves room for one value if there is room and no other sender waits for it.
     *
     * @return null if there is no room, another sender waits, or this is closed
     */
    @Nullable MpscSlot<T> tryReserve();

    /**
     * Sends the publisher's items and completes when the publisher has. The channel stays open. Demand on the
     * publisher: one item at a time; the next is requested when the last has its place, so one item at most waits for
     * room. Cancellation cancels the publisher. An item that was taken from it and has no room yet is discarded.
     * Errors: the publisher's failure, or {@link ChannelClosedException}. If the publisher has failed before, its
     * failure is suppressed in the {@link ChannelClosedException}.
     */
    @Override
    One<Void> sendAll(Publisher<? extends T> values);

    /**
     * Sends the value, and blocks the calling thread while there is no room. With room it costs little more than {@link
     * #trySend}.
     *
     * @throws ChannelClosedException if the channel or this sender is closed; the value was not sent
     * @throws io.nagare.failure.BlockedWorkerException on a worker thread
     * @throws io.nagare.failure.BlockingCallException if the thread was interrupted; the value was not sent
     */
    default void sendBlocking(T value) {
        send(value).block();
    }

    /** Completes when nothing more can be sent. Demand: none is needed. */
    One<Void> closed();

    /** Whether nothing more can be sent. */
    boolean isClosed();

    /** Closes this sender. Values that it has sent stay sent. Calling it again does nothing. */
    @Override
    void close();
}
