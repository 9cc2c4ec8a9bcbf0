package io.nagare.sync;

/**
 * One or more permits of a semaphore. The holder releases them once, with {@link #close()}. Forgetting to is a leak.
 *
 * @since 0.1
 */
public interface Permit extends AutoCloseable {

    /** The number of permits, 0 after their release. */
    int count();

    /**
     * Moves some of these permits into a new permit.
     *
     * @param count 1 to {@link #count()}
     * @throws IllegalArgumentException if {@code count} is out of range
     * @throws AlreadyReleasedException if this has been released
     */
    Permit split(int count);

    /**
     * Moves all permits of another into this one. The other then counts as released.
     *
     * @throws IllegalArgumentException if the other is of another semaphore, or is this one itself; nothing changes
     *     then
     * @throws AlreadyReleasedException if either has been released; the other stays as it was
     */
    void merge(Permit other);

    /**
     * Makes the semaphore smaller by these permits, for good, instead of releasing them.
     *
     * @throws AlreadyReleasedException if this has been released
     */
    void forget();

    /**
     * Releases these permits.
     *
     * @throws AlreadyReleasedException if this has been released
     */
    @Override
    void close();
}
