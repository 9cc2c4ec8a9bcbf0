package io.nagare.channel;

import io.nagare.failure.NagareException;

/**
 * A channel for one receiver was subscribed to while it had a subscriber.
 *
 * @since 0.1
 */
public final class ReceiverTakenException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Says what to do instead. */
    public ReceiverTakenException() {
        super("the channel has a subscriber already, or one that was cancelled and has not left yet, and each value"
                + " goes to one: cancel it and try again, share() the receiver, or use a broadcast");
    }
}
