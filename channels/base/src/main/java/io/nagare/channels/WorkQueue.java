package io.nagare.channels;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.Sink;
import org.reactivestreams.Publisher;

/**
 * A bounded queue on a server: {@link io.nagare.channel.Mpsc} across machines, with any number of receivers. Each value
 * goes to one of them, which answers for it with its {@link Delivery}. A value whose receiver is lost goes to another
 * one. When the queue is full, senders wait.
 *
 * @param <T> the type of the values
 * @since 0.1
 */
public interface WorkQueue<T> extends Sink<T> {

    /** The name of the channel, as it was opened. */
    String name();

    /** The number of values that the server keeps at most. */
    int capacity();

    /**
     * Sends the value once for each subscription, and completes when the server has confirmed it. While the queue is
     * full or the connection is lost, the value waits. Demand: none is needed. Cancellation before completion: a value
     * that waits is not sent; one on its way may be. Errors: {@link io.nagare.channel.ChannelClosedException}, a
     * failure of the codec, and those of the server, which its queue names.
     */
    One<Void> send(T value);

    /**
     * Sends the publisher's items, and completes when it has and all are confirmed. The channel stays open.
     * Demand on the publisher: as many items as may be on their way at once, which the queue's settings say.
     * Cancellation cancels the publisher. Errors: the publisher's failure, or as {@link #send}.
     */
    @Override
    One<Void> sendAll(Publisher<? extends T> values);

    /**
     * Emits values to work on. Any number of subscribers share them, in all programs. Demand: the server is asked for
     * what was requested and nothing more. Cancellation: what is here and was not emitted goes back to the queue.
     * Completes when the channel is closed and each value was acknowledged or rejected. Errors: those of the server,
     * which its queue names.
     */
    Many<Delivery<T>> receiver();

    /** Asks the server how many values are in the queue, those included that receivers have not answered for. */
    One<Long> size();

    /** Completes when the channel is closed. Demand: none is needed. Errors: why nothing will be heard of that. */
    One<Void> closed();

    /** Whether the channel is closed, as far as this program has heard. */
    boolean isClosed();

    /** Closes the channel for everybody: nothing more can be sent, and receivers get the values that are left. */
    @Override
    void close();
}
