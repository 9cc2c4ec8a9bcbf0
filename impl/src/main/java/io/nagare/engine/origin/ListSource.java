package io.nagare.engine.origin;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.strand.Branches;
import java.util.List;

/**
 * Emits the elements of a list that never changes, by index. An iterator would keep its position in memory, and
 * advancing it there would take longer than most of the work on an element. Called on the strand.
 */
final class ListSource<T> extends SynchronousSource<T> {

    private final List<? extends T> list;
    private final int size;
    private int next;

    ListSource(List<? extends T> list, StrandSubscriber<? super T> downstream, Strand strand) {
        super(downstream, strand);
        this.list = list;
        this.size = list.size();
    }

    @Override
    boolean hasNext() {
        return next < size;
    }

    @Override
    int send(int demand, int most) {
        StrandSubscriber<? super T> to = downstream;
        List<? extends T> from = list;
        int first = next;
        int last = first + Math.min(most, size - first);
        int end = Math.min(first + demand, last);
        int unused = 0;
        int item = first;
        while (item != end && !done) {
            if (!to.onNext(notNull(from.get(item++)))) {
                unused++;
                if (end != last) {
                    end++;
                }
            }
        }
        next = item;
        dropped = unused;
        return item - first;
    }

    /** Gives up the remaining elements that are publishers, because nobody will subscribe to them. */
    @Override
    void release() {
        Branches.giveUp(list, next);
    }

    @Override
    public String toString() {
        return "fromIterable: the iterable";
    }
}
