package io.nagare.engine.stage;

import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.StreamEnd;
import org.jspecify.annotations.Nullable;

/**
 * A stage that is downstream's subscription itself, and remembers whether it has ended. It ends once: by a terminal
 * signal or by a cancellation. Then it lets go of what it holds. Called on the strand.
 *
 * <p>Always holds: after its end it passes on neither demand nor a cancellation nor a terminal signal.
 *
 * @param <I> the type of the items from upstream
 * @param <O> the type of the items for downstream
 */
public abstract class EndingSubscriber<I, O> extends StageSubscriber<I, O> implements StrandSubscription {

    /** Whether this stage has ended. */
    protected boolean done;

    protected EndingSubscriber(StrandSubscriber<? super O> downstream) {
        super(downstream);
    }

    /**
     * Lets go of what this stage holds: discards its items, disarms its timer, cancels its other publishers. Called
     * when the stage has ended before it has delivered everything.
     */
    protected void release() {}

    /** Ends this stage and lets go of what it holds. Sends nothing. */
    protected final void stop() {
        done = true;
        release();
    }

    /** Ends both sides after everything has been delivered: downstream gets the failure, or completes without one. */
    protected final void end(@Nullable Throwable failure) {
        done = true;
        StreamEnd.send(downstream, failure);
    }

    /** Ends both sides before the start, because a user's function has thrown in {@code onSubscribe}. */
    protected final void refuse(StrandSubscription subscription, Throwable failure) {
        done = true;
        subscription.cancel();
        EndedSubscription.threw(downstream, failure);
    }

    @Override
    public void request(long n) {
        if (!done) {
            upstream().request(n);
        }
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            upstream().cancel();
            release();
        }
    }

    @Override
    public final boolean isDone() {
        return done || super.isDone();
    }

    @Override
    public void onError(Throwable failure) {
        if (!done) {
            stop();
            downstream.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        if (!done) {
            stop();
            downstream.onComplete();
        }
    }
}
