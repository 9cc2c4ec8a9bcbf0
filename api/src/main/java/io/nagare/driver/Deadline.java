package io.nagare.driver;

import io.nagare.policy.TimeSource;

/**
 * A timer of one leaf. It wakes the leaf when the time has come. The resolution is 1 ms, rounded up: never early.
 * Called on the leaf's strand.
 *
 * @since 0.1
 */
public interface Deadline {

    /**
     * Sets the deadline. It replaces a deadline that was set before.
     *
     * @param nanoTime on the scale of {@link TimeSource#nanoTime()}; a time that has passed is reached at once
     */
    void arm(long nanoTime);

    /** Forgets the deadline. Costs the same however far away the deadline was. */
    void disarm();

    /** Whether the last deadline has been reached and was not disarmed. */
    boolean reached();
}
