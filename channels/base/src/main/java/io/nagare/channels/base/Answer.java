package io.nagare.channels.base;

import org.jspecify.annotations.Nullable;

/**
 * Takes the answer to a question. The first call counts, and later ones do nothing. Any thread may call.
 *
 * @param <T> the type of the answer
 * @since 0.1
 */
public interface Answer<T> {

    /** There is an answer; null completes without an item. */
    void answered(@Nullable T item);

    /** The server refuses to answer. */
    void refused(Throwable failure);
}
