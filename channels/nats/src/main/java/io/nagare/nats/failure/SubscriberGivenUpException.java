package io.nagare.nats.failure;

import io.nagare.failure.NagareException;

/**
 * A subscriber of a paced broadcast is none any more: the server has heard nothing of its program for too long, values
 * that it had not taken were deleted from the stream, its name was forgotten, or another subscription uses its name. It
 * may miss all values behind a number.
 *
 * @since 0.1
 */
public final class SubscriberGivenUpException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final long behind;

    /** Names the channel, and says behind which value its subscriber was given up. */
    public SubscriberGivenUpException(String channel, String why, long behind) {
        super("a subscriber of " + channel + " was given up: " + why + ". It has all values up to number " + behind
                + ", and may miss what was sent behind it");
        this.behind = behind;
    }

    /** The number of the last value that the subscriber was sent; 0 if it was none. */
    public long behind() {
        return behind;
    }
}
