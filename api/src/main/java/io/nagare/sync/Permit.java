package io.nagare.sync;

/**
 * One or more permits of a semaphore. The holder gives them back once, with {@link #close()}. Forgetting to is a leak.
 *
 * @since 0.1
 */
public interface Permit extends AutoCloseable {

    /** The number of permits, 0 when they have been given back. */
    int count();

    /**
     * Moves some of these permits into a new permit.
     *
     * @param count 1 to {@link #count()}
     * @throws IllegalArgumentException if {@code count} is out of range
     * @throws AlreadyReleasedException if this has been given back
     */
    Permit split(int count);

    /**
     * Moves all permits of another into this one. The other then counts as given back.
     *
     * @throws IllegalArgumentException if the other is of another semaphore, or is this one itself; nothing changes
     *     then
     * @throws AlreadyReleasedException if either has been given back; the other stays as it was
     */
    void merge(Permit other);

    /**
     * Makes the semaphore smaller by these permits, for good, instead of giving them back.
     *
     * @throws AlreadyReleasedException if this has been given back
     */
    void forget();

    /**
     * Gives these permits back.
     *
     * @throws AlreadyReleasedException if this has been given back
     */
    @Override
    void close();
}
