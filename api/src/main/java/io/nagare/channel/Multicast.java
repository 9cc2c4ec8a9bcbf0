package io.nagare.channel;

import io.nagare.Many;
import io.nagare.One;

/**
 * The side of a broadcast that values come out of: every subscriber gets every value that is sent after it subscribed,
 * in one order that is the same for all.
 *
 * @param <T> what is sent
 */
public interface Multicast<T> extends AutoCloseable {

    /**
     * The values sent from the moment of each subscription on. Demand: values wait in the channel. Completes when the
     * channel is closed and what was in it has been taken.
     */
    Many<T> receiver();

    /**
     * As {@link #receiver()}, beginning with the last values that were sent before, if there are as many.
     *
     * @param last how many, 1 to {@link #capacity()}
     */
    Many<T> replay(int last);

    /** How many subscribers there are. */
    int subscribers();

    /** How many values have room. */
    int capacity();

    /** How many values wait in the channel for the subscriber that is furthest behind; at most {@link #capacity()}. */
    int depth();

    /** How many values the subscriber that is furthest behind has not taken, those that it will miss included. */
    long lag();

    /**
     * Completes when there is no subscriber, at once if there is none. Others may subscribe after that. Demand: none is
     * needed.
     */
    One<Void> abandoned();

    /** Completes when this is closed. Demand: none is needed. */
    One<Void> closed();

    /** Whether it was closed. */
    boolean isClosed();

    /** Ends the channel: subscribers get what is left, then complete. Calling it again does nothing. */
    @Override
    void close();
}
