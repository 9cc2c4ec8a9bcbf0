package io.nagare.channel;

import io.nagare.sync.AlreadyReleasedException;

/**
 * Reserved room for one value in a channel. The holder uses it with {@link #send} or releases it with {@link #close()}.
 * Forgetting both is a leak: the receiver of a closed channel completes only when all slots have been used or released.
 *
 * @param <T> the type of the value
 * @since 0.1
 */
public interface MpscSlot<T> extends AutoCloseable {

    /**
     * Sends a value. Never waits. Succeeds even if the channel was closed after the reservation.
     *
     * @throws AlreadyReleasedException if the slot has been used or released
     */
    void send(T value);

    /**
     * Releases the room. Does nothing if the slot has been used or released, so a try-with-resources statement can hold
     * it.
     */
    @Override
    void close();
}
