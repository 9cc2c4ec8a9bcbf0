package io.nagare.sync;

/**
 * A value of a {@link ReadWrite} that is locked for this holder alone.
 *
 * @param <T> the type of the value
 * @since 0.1
 */
public interface WriteGuard<T> extends Guard<T> {

    /**
     * Closes this guard and returns a guard for reading in its place. No writer comes between the two.
     *
     * @throws AlreadyReleasedException if this guard has been closed
     */
    ReadGuard<T> downgrade();
}
