package io.nagare.engine.stage.transform;

import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.stage.StageSubscriber;
import io.nagare.stage.Stage;

/** Drops the first items, which do not use their units of demand. */
public final class SkipSubscriber<T> extends StageSubscriber<T, T> {

    private long left;

    public SkipSubscriber(Stage.Skip<T> stage, StrandSubscriber<? super T> downstream) {
        super(downstream);
        this.left = stage.count();
    }

    @Override
    public boolean onNext(T item) {
        if (left > 0) {
            left--;
            return false;
        }
        return downstream.onNext(item);
    }
}
