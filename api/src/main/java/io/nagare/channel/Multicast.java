package io.nagare.channel;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.Sink;

/**
 * What both kinds of broadcast have in common. Each subscriber gets every value that is sent after it subscribed, in an
 * order that is the same for all.
 *
 * @param <T> the type of the values
 * @since 0.1
 */
public interface Multicast<T> extends Sink<T> {

    /**
     * Emits the values that are sent after each subscription. Demand: values wait in the channel. Completes when the
     * channel is closed and the values in it have been taken.
     */
    Many<T> receiver();

    /**
     * As {@link #receiver()}, but begins with the last values that were sent before, or with fewer if there are not as
     * many.
     *
     * @param last how many values, 1 to {@link #capacity()}
     * @throws IllegalArgumentException if {@code last} is out of range
     */
    Many<T> replay(int last);

    /** The number of subscribers. */
    int subscribers();

    /** The number of values that the channel has room for. */
    int capacity();

    /** The number of values that wait in the channel for the slowest subscriber, at most {@link #capacity()}. */
    int depth();

    /** The number of values that the slowest subscriber has not taken, including values that it will miss. */
    long lag();

    /**
     * Completes when there is no subscriber, at once if there is none now. Later subscribers are still possible.
     * Demand: none is needed.
     */
    One<Void> abandoned();

    /** Completes when the channel is closed. Demand: none is needed. */
    One<Void> closed();

    /** Whether the channel is closed. */
    boolean isClosed();

    /** Closes the channel. Subscribers get the values that are left, then complete. Calling it again does nothing. */
    @Override
    void close();
}
