package io.nagare;

/**
 * An item that belongs to its task, such as an accepted connection. {@code spawnEach} tells the item when its task has
 * ended, so that nothing opened for the task outlives it.
 *
 * @since 0.1
 */
public interface Owned {

    /**
     * Tells the item that its task has ended, or that it was discarded before a task got it. Any thread may call this,
     * more than once. The first call counts.
     *
     * @param completed whether the task completed; false if it failed, was aborted, or never ran
     */
    void ownerEnded(boolean completed);
}
