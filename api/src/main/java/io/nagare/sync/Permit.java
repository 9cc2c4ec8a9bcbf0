package io.nagare.sync;

/**
 * What a semaphore has given: one permit or several, to be given back once by {@link #close()}. Forgetting to is a
 * leak.
 */
public interface Permit extends AutoCloseable {

    /** How many permits this is; 0 when it has been given back. */
    int count();

    /**
     * Takes some of these permits out, as a permit of their own.
     *
     * @param count 1 to {@link #count()}
     * @throws IllegalArgumentException if it is out of this range
     * @throws AlreadyReleasedException if this has been given back
     */
    Permit split(int count);

    /**
     * Takes all permits of another into this one; the other counts as given back.
     *
     * @throws IllegalArgumentException if it is of another semaphore, or is this one itself; nothing is changed then
     * @throws AlreadyReleasedException if either has been given back; the other is as it was then
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
