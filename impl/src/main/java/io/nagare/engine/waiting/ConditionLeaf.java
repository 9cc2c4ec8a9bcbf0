package io.nagare.engine.waiting;

import io.nagare.One;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.stage.Programs;
import java.util.function.BooleanSupplier;

/**
 * One subscription that waits until a condition holds. A thread that may have made the condition true wakes the list
 * afterwards. All methods run on the subscriber's strand.
 */
public final class ConditionLeaf extends Leaf implements StrandSubscription {

    private final WaitList list;
    private final BooleanSupplier condition;
    private final StrandSubscriber<? super Void> subscriber;
    private final WaitList.Place place = new WaitList.Place(this);
    private boolean done;

    private ConditionLeaf(
            WaitList list, BooleanSupplier condition, StrandSubscriber<? super Void> subscriber, Strand strand) {
        super(strand);
        this.list = list;
        this.condition = condition;
        this.subscriber = subscriber;
    }

    /** Completes once the condition holds. Needs no demand. */
    public static One<Void> await(WaitList list, BooleanSupplier condition) {
        return Programs.drivenOne(
                (subscriber, strand) -> new ConditionLeaf(list, condition, subscriber, strand).start());
    }

    private void start() {
        subscriber.onSubscribe(this);
        run();
    }

    @Override
    public void request(long n) {
        // There is no item.
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            list.remove(place);
        }
    }

    @Override
    protected void run() {
        if (done) {
            return;
        }
        // First into the list, then look. A thread that makes the condition true is seen here, or finds this leaf in
        // the list.
        list.add(place);
        if (condition.getAsBoolean()) {
            cancel();
            subscriber.onComplete();
        }
    }
}
