package io.nagare.channel;

import io.nagare.One;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * The side of a channel that values go into. Sends that wait for room get it in the order of their subscriptions.
 *
 * <p>Each sender that was made by {@link Mpsc#sender()} is counted: the channel is closed when the last of them is.
 *
 * @param <T> what is sent
 */
public interface MpscSender<T> extends AutoCloseable {

    /**
     * Sends the value, once for each subscription, and completes when the channel has it. Demand: none is needed.
     * Cancellation before the completion: the value is not sent, and the place in line is lost. Errors: {@link
     * ChannelClosedException}, and the value was not sent.
     */
    One<Void> send(T value);

    /** Sends the value if that can be done without waiting or overtaking. */
    SendResult trySend(T value);

    /**
     * Emits room for one value when it is this subscriber's turn. Demand: asks with the first. Cancellation: the place
     * in line is lost, and room that comes too late goes to the next. Errors: {@link ChannelClosedException}.
     */
    One<MpscSlot<T>> reserve();

    /** Room for one value if it can be had without waiting or overtaking, else null, also when this is closed. */
    @Nullable MpscSlot<T> tryReserve();

    /**
     * Sends what the publisher emits, and completes when that has; the channel stays open. Demand on the publisher: an
     * item at a time, the next when the one before has its place, so that one at the most waits for room. Cancellation
     * cancels the publisher; an item that had been taken from it and found no room is discarded. Errors: the
     * publisher's, and {@link ChannelClosedException}, in which the publisher's is suppressed if it had failed already.
     */
    One<Void> sendAll(Publisher<? extends T> values);

    /**
     * Sends the value, and blocks the calling thread while there is no room. Costs little more than {@link #trySend} if
     * there is.
     *
     * @throws ChannelClosedException if it was not sent because the channel or this sender is closed
     * @throws io.nagare.BlockedWorkerException on a worker thread
     * @throws io.nagare.BlockingCallException if the thread was interrupted, and the value was not sent
     */
    default void sendBlocking(T value) {
        send(value).block();
    }

    /** Completes when nothing can be sent any more. Demand: none is needed. */
    One<Void> closed();

    /** Whether nothing can be sent any more. */
    boolean isClosed();

    /** Ends this sender. What it has sent stays sent. Calling it again does nothing. */
    @Override
    void close();
}
