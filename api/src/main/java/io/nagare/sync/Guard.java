package io.nagare.sync;

/**
 * A value that is locked for this holder alone, for as long as this has not been closed.
 *
 * @param <T> the value
 */
public interface Guard<T> extends ReadGuard<T> {

    /**
     * Puts another value in the place of this one.
     *
     * @throws AlreadyReleasedException if this has been closed
     */
    void set(T value);
}
