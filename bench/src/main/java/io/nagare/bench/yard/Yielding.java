package io.nagare.bench.yard;

import io.nagare.One;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.stage.Programs;

/**
 * Completes when its strand has been at the back of its worker's queue a number of times. A task of Tokio does the same
 * when it calls {@code yield_now} in a loop. To yield, it uses up the budget of each run.
 */
public final class Yielding extends Leaf implements StrandSubscription {

    private final StrandSubscriber<? super Void> subscriber;
    private int left;
    private boolean done;

    private Yielding(int times, StrandSubscriber<? super Void> subscriber, Strand strand) {
        super(strand);
        this.left = times;
        this.subscriber = subscriber;
    }

    /** Completes after {@code count} yields. */
    public static One<Void> times(int count) {
        return Programs.drivenOne((subscriber, strand) -> {
            Yielding yielding = new Yielding(count, subscriber, strand);
            subscriber.onSubscribe(yielding);
            yielding.run();
        });
    }

    @Override
    protected void run() {
        if (done) {
            return;
        }
        if (left == 0) {
            done = true;
            subscriber.onComplete();
            return;
        }
        left--;
        boolean more;
        do {
            more = strand().spend(4096);
        } while (more);
        wake();
    }

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
        done = true;
    }
}
