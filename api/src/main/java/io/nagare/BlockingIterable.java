package io.nagare;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.reactivestreams.Publisher;

/**
 * The items of a stream for threads that may block: what {@link Many#toIterable()} returns. Each iterator is a
 * subscription of its own. It is cancelled by {@link #close()}, by {@link BlockingIterator#close()}, or, in a loop that
 * was left early, when the garbage collector finds that nobody uses it any more. In a {@code try} statement it is
 * cancelled at once:
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
 * <p>May be used by any thread. A stream of a current-thread runtime emits only while a thread awaits there.
 *
 * @param <T> what is iterated over
 * @since 0.1
 */
public final class BlockingIterable<T> implements Iterable<T>, AutoCloseable {

    private final Publisher<T> source;
    private final int prefetch;

    /** Those that may still have to be closed. Guarded by this list. */
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

    /** Closes all iterators that this has made. Later ones are not affected. Calling it again does nothing. */
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
