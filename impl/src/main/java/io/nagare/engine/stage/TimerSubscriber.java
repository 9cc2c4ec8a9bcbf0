package io.nagare.engine.stage;

import io.nagare.driver.Deadline;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.strand.ActionLeaf;

/**
 * A stage with one timer. Its end disarms the timer. Called on the strand.
 *
 * @param <I> the type of the items from upstream
 * @param <O> the type of the items for downstream
 */
public abstract class TimerSubscriber<I, O> extends EndingSubscriber<I, O> {

    protected final Strand strand;
    protected final Deadline deadline;

    protected TimerSubscriber(StrandSubscriber<? super O> downstream, Strand strand) {
        super(downstream);
        this.strand = strand;
        this.deadline = strand.driver().deadline(new ActionLeaf(strand, this::timeIsUp));
    }

    /** Called when the deadline may have been reached; it may also have been moved or disarmed meanwhile. */
    protected abstract void timeIsUp();

    /** The time of the runtime, in nanoseconds. */
    protected final long now() {
        return strand.driver().time().nanoTime();
    }

    @Override
    protected void release() {
        deadline.disarm();
    }
}
