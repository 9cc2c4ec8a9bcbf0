package io.nagare.engine.stage.time;

import io.nagare.Timed;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.StageSubscriber;
import io.nagare.policy.TimeSource;
import java.time.Duration;

/** Adds to each item the times since the subscription and since the previous item. */
public final class MeasureSubscriber<T> extends StageSubscriber<T, Timed<T>> {

    private final TimeSource time;
    private long subscribed;
    private long previous;

    public MeasureSubscriber(StrandSubscriber<? super Timed<T>> downstream, Strand strand) {
        super(downstream);
        this.time = strand.driver().time();
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        subscribed = time.nanoTime();
        previous = subscribed;
        super.onSubscribe(subscription);
    }

    @Override
    public boolean onNext(T item) {
        long now = time.nanoTime();
        long before = previous;
        previous = now;
        return downstream.onNext(
                new Timed<>(item, Duration.ofNanos(now - subscribed), Duration.ofNanos(now - before)));
    }
}
