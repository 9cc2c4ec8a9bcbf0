package io.nagare.engine.origin;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import java.util.Iterator;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** The elements of an iterator; closes the Java stream that it comes from, if it comes from one. */
final class IteratorSource<T> extends SynchronousSource<T> {

    private final Iterator<? extends T> iterator;
    private final @Nullable BaseStream<?, ?> stream;

    IteratorSource(Iterator<? extends T> iterator, StrandSubscriber<? super T> downstream, Strand strand) {
        this(iterator, null, downstream, strand);
    }

    IteratorSource(
            Iterator<? extends T> iterator,
            @Nullable BaseStream<?, ?> stream,
            StrandSubscriber<? super T> downstream,
            Strand strand) {
        super(downstream, strand);
        this.iterator = iterator;
        this.stream = stream;
    }

    @Override
    boolean hasNext() {
        return iterator.hasNext();
    }

    @Override
    int send(int demand, int most) {
        StrandSubscriber<? super T> to = downstream;
        Iterator<? extends T> from = iterator;
        int end = demand;
        int sent = 0;
        int unused = 0;
        while (sent != end && !done && from.hasNext()) {
            sent++;
            T item = notNull(from.next());
            if (done) {
                // Cancelled from within the iterator.
                strand().discard(item);
            } else if (!to.onNext(item)) {
                unused++;
                if (end != most) {
                    end++;
                }
            }
        }
        dropped = unused;
        return sent;
    }

    @Override
    void release() {
        if (stream != null) {
            try {
                stream.close();
            } catch (Throwable failure) {
                strand().driver().unseen(failure, "closing the stream of fromStream");
            }
        }
    }

    @Override
    public String toString() {
        return stream == null ? "fromIterable: the iterable" : "fromStream: the stream";
    }
}
