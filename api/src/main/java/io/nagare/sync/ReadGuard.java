package io.nagare.sync;

/**
 * A value that is locked until the guard is closed. Any thread may use the guard, one at a time.
 *
 * @param <T> the type of the value
 * @since 0.1
 */
public interface ReadGuard<T> extends AutoCloseable {

    /**
     * The value.
     *
     * @throws AlreadyReleasedException if this guard has been closed
     */
    T get();

    /**
     * Unlocks the value.
     *
     * @throws AlreadyReleasedException if this guard has been closed
     */
    @Override
    void close();
}
