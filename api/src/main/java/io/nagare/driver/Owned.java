package io.nagare.driver;

/**
 * An item that belongs to the task that it is given to, as an accepted connection does. {@code spawnEach} tells the
 * item when its task has ended, so that what was opened for the task does not outlive it.
 */
public interface Owned {

    /**
     * The task that this item was given to has ended, or the item was discarded before anybody got it. Any thread may
     * call this, and more than once; the first call counts.
     *
     * @param completed whether the task completed; false if it failed, was aborted, or never ran
     */
    void ownerEnded(boolean completed);
}
