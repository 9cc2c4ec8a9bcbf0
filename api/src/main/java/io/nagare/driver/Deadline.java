package io.nagare.driver;

/**
 * A timer of one leaf. When it is reached the leaf is woken. Resolution is 1 ms, rounded up: a deadline is never
 * reached early. Called on the leaf's strand.
 */
public interface Deadline {

    /**
     * Sets the deadline; one that was set before is forgotten.
     *
     * @param nanoTime on the scale of {@link TimeSource#nanoTime()}; one that has passed is reached at once
     */
    void arm(long nanoTime);

    /** Forgets the deadline. Costs the same however far away it was. */
    void disarm();

    /** Whether the deadline that was armed last has been reached (and not disarmed). */
    boolean reached();
}
