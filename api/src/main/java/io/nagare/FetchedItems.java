package io.nagare;

import io.nagare.failure.BlockedWorkerException;
import io.nagare.failure.BlockingCallException;

/**
 * The items that a {@link BlockingIterator} has fetched, and those to come. One thread asks for them. Any thread may
 * close it.
 *
 * @param <T> the type of the items
 * @since 0.1
 */
public interface FetchedItems<T> extends AutoCloseable {

    /**
     * Waits for an item or the end.
     *
     * @return whether there is an item
     * @throws BlockedWorkerException on a worker thread, if it had to wait
     * @throws BlockingCallException if the thread is interrupted while it waits, or the stream has failed with a
     *     checked exception
     */
    boolean hasNext();

    /**
     * Takes the next item.
     *
     * @throws java.util.NoSuchElementException if there is none, because another thread has closed this
     */
    T next();

    /**
     * Cancels the subscription and discards all items that are here. Any thread may call it. Calling it again does
     * nothing.
     */
    @Override
    void close();
}
