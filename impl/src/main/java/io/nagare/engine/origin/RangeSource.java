package io.nagare.engine.origin;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.stage.Origin;

/** Successive integers. */
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
    int send(int most) {
        int unused = 0;
        int item = next;
        for (int end = item + Math.min(most, left); item != end && !done; ) {
            if (!downstream.onNext(item++)) {
                unused++;
            }
        }
        int sent = item - next;
        left -= sent;
        next = item;
        return sent - unused;
    }

    @Override
    public String toString() {
        return "range";
    }
}
