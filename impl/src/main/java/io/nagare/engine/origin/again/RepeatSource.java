package io.nagare.engine.origin.again;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.time.Durations;
import io.nagare.policy.Repeat;
import org.reactivestreams.Publisher;

/** Subscribes to a source again after it has completed, as a {@link Repeat} policy says. Called on the strand. */
public final class RepeatSource<T> extends AgainSource<T> {

    private final Repeat policy;
    private long left;

    public RepeatSource(
            Publisher<? extends T> source, Repeat policy, StrandSubscriber<? super T> downstream, Strand strand) {
        super(source, downstream, strand);
        this.policy = policy;
        this.left = policy.repeats();
    }

    @Override
    void completed() {
        boolean goesOn;
        try {
            goesOn = left > 0 && policy.when().getAsBoolean();
        } catch (Throwable failure) {
            continuation.fail(failure);
            return;
        }
        if (continuation.isCancelled()) {
            return;
        }
        if (!goesOn) {
            continuation.onComplete();
            return;
        }
        if (left != Long.MAX_VALUE) {
            left--;
        }
        goOn(Durations.saturatedNanos(policy.delay()));
    }
}
