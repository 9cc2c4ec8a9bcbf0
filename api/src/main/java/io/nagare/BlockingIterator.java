package io.nagare;

import io.nagare.failure.BlockedWorkerException;
import io.nagare.failure.BlockingCallException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.reactivestreams.Publisher;

/**
 * Iterates over the items of a stream on a thread that may block; {@link BlockingIterable} makes it. One thread
 * iterates. Any thread may close it.
 *
 * @param <T> the type of the items
 * @since 0.1
 */
public final class BlockingIterator<T> implements Iterator<T>, AutoCloseable {

    private static final Cleaner CLEANER = Cleaner.create();

    /** Does not refer to the iterator, so that the subscription does not keep an unused iterator alive. */
    private final FetchedItems<T> items;

    private BlockingIterator(FetchedItems<T> items) {
        this.items = items;
        CLEANER.register(this, items::close);
    }

    static <T> BlockingIterator<T> over(Publisher<T> source, int prefetch) {
        return new BlockingIterator<>(Engines.engine().iterate(source, prefetch));
    }

    /**
     * Waits for an item or the end.
     *
     * @throws BlockedWorkerException on a worker thread, if it had to wait
     * @throws BlockingCallException if the thread is interrupted while it waits, or the stream has failed with a
     *     checked exception
     */
    @Override
    public boolean hasNext() {
        try {
            return items.hasNext();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Waits for an item.
     *
     * @throws NoSuchElementException if the stream has ended, or another thread has closed this since {@code hasNext}
     * @throws BlockedWorkerException on a worker thread, if it had to wait
     * @throws BlockingCallException as {@link #hasNext}
     */
    @Override
    public T next() {
        try {
            if (!items.hasNext()) {
                throw new NoSuchElementException("the stream has ended");
            }
            return items.next();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Cancels the subscription. Items that were fetched and not taken are discarded, as the stream discards items. Any
     * thread may call it. Calling it again does nothing.
     */
    @Override
    public void close() {
        items.close();
    }
}
