package io.nagare;

/**
 * The items that a {@link BlockingIterator} has fetched, and those to come. One thread asks for them; any may close.
 *
 * @param <T> what is iterated over
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
     * Takes the item that there is.
     *
     * @throws java.util.NoSuchElementException if there is none, as another thread has closed this
     */
    T next();

    /** Cancels, and has all that is here discarded. Any thread; calling it again does nothing. */
    @Override
    void close();
}
