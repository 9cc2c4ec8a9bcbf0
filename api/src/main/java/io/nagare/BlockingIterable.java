package io.nagare;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.reactivestreams.Publisher;

/**
 * The items of a stream, for threads that may block; {@link Many#toIterable()} returns it. Each iterator is a
 * subscription. It is cancelled by {@link #close()} or {@link BlockingIterator#close()}. If a loop was left early, it
 * is cancelled when the garbage collector finds the iterator unused. A {@code try} statement cancels at once:
 *
 * <pre>{@code
 * try (BlockingIterable<String> lines = stream.toIterable()) {
 *     for (String line : lines) {
 *         if (line.isEmpty()) {
 *             break;
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Safe for use by any number of threads. A stream of a current-thread runtime emits only while a thread waits there.
 *
 * @param <T> the type of the items
 * @since 0.1
 */
public final class BlockingIterable<T> implements Iterable<T>, AutoCloseable {

    private final Publisher<T> source;
    private final int prefetch;

    /** The iterators that may still have to be closed. Guarded by this list. */
    private final List<WeakReference<BlockingIterator<T>>> open = new ArrayList<>();

    BlockingIterable(Publisher<T> source, int prefetch) {
        this.source = source;
        this.prefetch = prefetch;
    }

    /** Subscribes to the stream. */
    @Override
    public BlockingIterator<T> iterator() {
        BlockingIterator<T> iterator = BlockingIterator.over(source, prefetch);
        synchronized (open) {
            open.removeIf(reference -> reference.refersTo(null));
            open.add(new WeakReference<>(iterator));
        }
        return iterator;
    }

    /**
     * Closes all iterators made so far. Later ones are not affected. Calling it again does nothing. A stream that runs
     * on another thread may still run for a moment after this has returned, as after any cancellation.
     */
    @Override
    public void close() {
        List<WeakReference<BlockingIterator<T>>> toClose;
        synchronized (open) {
            toClose = List.copyOf(open);
            open.clear();
        }
        for (WeakReference<BlockingIterator<T>> reference : toClose) {
            BlockingIterator<T> iterator = reference.get();
            if (iterator != null) {
                iterator.close();
            }
        }
    }
}
