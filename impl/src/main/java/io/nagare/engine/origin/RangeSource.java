package io.nagare.engine.origin;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.stage.Origin;

/** Emits successive integers. Called on the strand. */
final class RangeSource extends SynchronousSource<Integer> {

    private int next;
    private int left;

    RangeSource(Origin.Range origin, StrandSubscriber<? super Integer> downstream, Strand strand) {
        super(downstream, strand);
        this.next = origin.start();
        this.left = origin.count();
    }

    @Override
    boolean hasNext() {
        return left > 0;
    }

    @Override
    int send(int demand, int most) {
        StrandSubscriber<? super Integer> to = downstream;
        int first = next;
        int last = first + Math.min(most, left);
        int end = first + Math.min(demand, left);
        int unused = 0;
        int item = first;
        while (item != end && !done) {
            if (!to.onNext(item++)) {
                unused++;
                if (end != last) {
                    end++;
                }
            }
        }
        next = item;
        left -= item - first;
        dropped = unused;
        return item - first;
    }

    @Override
    public String toString() {
        return "range";
    }
}
