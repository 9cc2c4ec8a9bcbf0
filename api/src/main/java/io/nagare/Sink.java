package io.nagare;

import org.reactivestreams.Publisher;

/**
 * Takes the items of streams: the sending side of a channel, or anything else that a stream can be sent to. Any thread
 * may call it.
 *
 * @param <T> the type of the items
 * @since 0.1
 */
public interface Sink<T> extends AutoCloseable {

    /**
     * Sends the publisher's items and completes when the publisher has. The sink stays open. Cancellation cancels the
     * publisher. Errors: the publisher's failure, or the sink's if it takes no more items; the publisher is cancelled
     * then.
     */
    One<Void> sendAll(Publisher<? extends T> values);

    /** Takes no more items. Items that were taken stay taken. Calling it again does nothing. */
    @Override
    void close();
}
