package io.nagare.sync;

/**
 * A value that is locked, for as long as this has not been closed. Any thread may use it, one at a time.
 *
 * @param <T> the value
 */
public interface ReadGuard<T> extends AutoCloseable {

    /**
     * The value.
     *
     * @throws AlreadyReleasedException if this has been closed
     */
    T get();

    /**
     * Unlocks the value.
     *
     * @throws AlreadyReleasedException if this has been closed
     */
    @Override
    void close();
}
