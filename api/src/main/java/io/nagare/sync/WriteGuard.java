package io.nagare.sync;

/**
 * A value of a {@link ReadWrite} that is locked for this holder alone.
 *
 * @param <T> the value
 */
public interface WriteGuard<T> extends Guard<T> {

    /**
     * Closes this and gives one for reading in its place; no writer comes between the two.
     *
     * @throws AlreadyReleasedException if this has been closed
     */
    ReadGuard<T> downgrade();
}
