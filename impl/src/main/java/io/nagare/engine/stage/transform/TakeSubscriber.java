package io.nagare.engine.stage.transform;

import io.nagare.driver.Demand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.EndingSubscriber;
import io.nagare.stage.Stage;

/** Emits the first items and never requests more. Then it cancels upstream and completes. */
public final class TakeSubscriber<T> extends EndingSubscriber<T, T> {

    private long left;

    /** How much may still be requested. So upstream never has more demand than there are items to take. */
    private long unrequested;

    public TakeSubscriber(Stage.Take<T> stage, StrandSubscriber<? super T> downstream) {
        super(downstream);
        this.left = stage.count();
        this.unrequested = stage.count();
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        super.onSubscribe(subscription);
        if (left == 0 && !done) {
            done = true;
            subscription.cancel();
            downstream.onComplete();
        }
    }

    @Override
    public void request(long n) {
        long more = Math.min(n, unrequested);
        if (more > 0 && !done) {
            unrequested = Demand.subtract(unrequested, more);
            upstream().request(more);
        }
    }

    @Override
    public boolean onNext(T item) {
        long rest = --left;
        if (rest == 0) {
            // Set before the item goes down, so that demand from within is not requested.
            unrequested = 0;
        }
        boolean used = downstream.onNext(item);
        return rest > 0 ? used || isLastUnit() : complete();
    }

    /** Completes after the last item. */
    private boolean complete() {
        if (!done) {
            done = true;
            upstream().cancel();
            downstream.onComplete();
        }
        return true;
    }

    /**
     * Whether an item that downstream dropped must use its unit of demand. The item counts, so its unit may stand only
     * if one less is requested later.
     */
    private boolean isLastUnit() {
        if (unrequested == 0) {
            return true;
        }
        unrequested = Demand.subtract(unrequested, 1);
        return false;
    }
}
