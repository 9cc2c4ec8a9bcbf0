package io.nagare.channel;

import io.nagare.sync.AlreadyReleasedException;

/**
 * Room for one value in a channel, kept for who reserved it until it is used by {@link #send} or given back by {@link
 * #close()}. Forgetting both is a leak: a receiver does not see the end of a closed channel before all slots are back.
 *
 * @param <T> what is sent
 */
public interface MpscSlot<T> extends AutoCloseable {

    /**
     * Sends a value. Never waits, and succeeds though the channel was closed after the reservation.
     *
     * @throws AlreadyReleasedException if the slot has been used or given back
     */
    void send(T value);

    /**
     * Gives the room back. Does nothing if the slot has been used or given back, so that try-with-resources can hold
     * it.
     */
    @Override
    void close();
}
