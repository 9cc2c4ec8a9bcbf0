package io.nagare.sync;

/**
 * A value that is locked for this holder alone, until the guard is closed.
 *
 * @param <T> the type of the value
 * @since 0.1
 */
public interface Guard<T> extends ReadGuard<T> {

    /**
     * Replaces the value.
     *
     * @throws AlreadyReleasedException if this guard has been closed
     */
    void set(T value);
}
