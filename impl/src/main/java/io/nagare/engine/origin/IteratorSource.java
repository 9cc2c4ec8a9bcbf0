package io.nagare.engine.origin;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.fusion.StreamElements;
import java.util.Iterator;

/**
 * Emits the elements of an iterator. The iterator of a Java stream is closed at the end or on cancellation. Called on
 * the strand.
 */
final class IteratorSource<T> extends SynchronousSource<T> {

    private final Iterator<? extends T> iterator;

    IteratorSource(Iterator<? extends T> iterator, StrandSubscriber<? super T> downstream, Strand strand) {
        super(downstream, strand);
        this.iterator = iterator;
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
                // The iterator has cancelled its own stream.
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
        if (iterator instanceof StreamElements<?> stream) {
            stream.close();
        }
    }

    @Override
    public String toString() {
        return iterator instanceof StreamElements<?> ? "fromStream: the stream" : "fromIterable: the iterable";
    }
}
