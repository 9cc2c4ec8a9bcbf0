package io.nagare.engine.stage.transform;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.emit.Output;
import io.nagare.engine.stage.EndingSubscriber;
import io.nagare.engine.strand.Discard;
import io.nagare.stage.Stage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of gathering that does not run for each item: the state of the user's step, and how the step ends the
 * stream. Called on the strand.
 */
abstract class GatheringSubscriber<A, I, O> extends EndingSubscriber<I, O> implements Output<O> {

    final Stage.Gather<A, I, O> stage;
    final Strand strand;

    /** What the supplier made, which may be null. Null again when its items have been given up. */
    @Nullable A state;

    /** Why the step has ended the stream, if it has failed. */
    @Nullable Throwable failure;

    /** Whether the step has ended the stream. */
    boolean ended;

    GatheringSubscriber(Stage.Gather<A, I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        super(downstream);
        this.stage = stage;
        this.strand = strand;
    }

    @Override
    public final void onSubscribe(StrandSubscription subscription) {
        try {
            state = stage.initialState().get();
        } catch (Throwable thrown) {
            refuse(subscription, thrown);
            return;
        }
        super.onSubscribe(subscription);
    }

    /** Discards the items that the state holds, once. */
    final void releaseState() {
        A given = state;
        // The state may be large, and this object may be referred to for some time.
        state = null;
        Discard.held(stage.held(), given, strand);
    }

    @Override
    protected void release() {
        releaseState();
    }

    @Override
    public final void complete() {
        ended = true;
    }

    @Override
    public final void error(Throwable cause) {
        Objects.requireNonNull(cause, "failure");
        if (!ended) {
            failure = cause;
            ended = true;
        }
    }
}
