package io.nagare.channels;

import io.nagare.One;
import java.time.Duration;

/**
 * A value that a receiver of a {@link WorkQueue} has got, and must answer for. Until it is acknowledged or rejected, it
 * is in the queue. A value without an answer goes to another receiver after a time that the queue's settings say, so
 * each value is worked on at least once, and may be worked on again. Any thread may call.
 *
 * <p>A delivery that is discarded or closed without an answer goes back to the queue at once.
 *
 * @param <T> the type of the value
 * @since 0.1
 */
public interface Delivery<T> extends AutoCloseable {

    /** The value. */
    T value();

    /** The number of the value in the queue, from 1 on; the same each time it is delivered. */
    long number();

    /** How often the value was delivered, this time included. */
    long attempt();

    /**
     * Takes the value out of the queue: the work is done. Completes when the server has confirmed it, and waits while
     * the connection is lost. Demand: none is needed. Errors: that the connection is closed, that the server refuses
     * this, and on Redis that the queue is gone; the value may come again then.
     */
    One<Void> acknowledge();

    /** Takes the value out of the queue: nobody can work on it. As {@link #acknowledge()}. */
    One<Void> reject();

    /**
     * Gives the value back, to be delivered again after a while. As {@link #acknowledge()}. On Redis it does nothing if
     * the value has gone to another receiver meanwhile.
     *
     * @param pause how long: 0 to 292 years on NATS; 0 to 36,500 days on Redis, in whole milliseconds
     * @throws IllegalArgumentException if it is out of range
     */
    One<Void> delay(Duration pause);

    /** Gives the value back at once, if it has no answer. Returns at once. */
    @Override
    void close();
}
