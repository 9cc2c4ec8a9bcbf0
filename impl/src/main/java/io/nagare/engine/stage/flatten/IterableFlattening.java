package io.nagare.engine.stage.flatten;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.StageSubscriber;
import io.nagare.engine.strand.ActionLeaf;
import io.nagare.engine.strand.StreamEnd;
import java.util.Iterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Emits the elements of one iterable after the other. An outer item is requested when the previous iterator is
 * exhausted, so only the iterator is kept. Elements without demand stay in their iterable. Called on the strand.
 */
abstract class IterableFlattening<I, O> extends StageSubscriber<I, O> implements StrandSubscription {

    final Function<? super I, ? extends Iterable<? extends O>> mapper;
    final Strand strand;

    /** The rest of the last iterable. Null if there is no more, or while the loop uses it. */
    @Nullable Iterator<? extends O> iterator;

    private @Nullable Leaf resume;
    long demand;

    /** Whether upstream has a unit of demand. */
    boolean requested;

    /** Whether this is in its loop or in the mapper. Demand from within is only noted. */
    boolean busy;

    /** How many emitted elements are not yet taken from the budget. */
    int emitted;

    /** How many elements are taken from the budget at once. */
    int paidAt;

    private boolean upstreamDone;

    /** Upstream's failure. It follows the elements of the items before it. */
    private @Nullable Throwable failure;

    boolean done;

    IterableFlattening(
            Function<? super I, ? extends Iterable<? extends O>> mapper,
            StrandSubscriber<? super O> downstream,
            Strand strand) {
        super(downstream);
        this.mapper = mapper;
        this.strand = strand;
        this.paidAt = strand.slice();
    }

    @Override
    public final void request(long n) {
        demand = Demand.add(demand, n);
        if (!busy) {
            resume();
        }
    }

    @Override
    public final void cancel() {
        if (!done) {
            done = true;
            iterator = null;
            upstream().cancel();
        }
    }

    /** Goes on with the iterator, then with the next outer item. */
    private void resume() {
        Iterator<? extends O> elements = iterator;
        if (elements != null) {
            iterator = null;
            emit(elements);
        }
        if (iterator != null || done) {
            return;
        }
        if (upstreamDone) {
            end();
        } else if (demand > 0 && !requested) {
            requested = true;
            upstream().request(1);
        }
    }

    /**
     * Emits as many elements as demand and budget allow. Looks ahead, so that the end needs no demand. Keeps the
     * iterator if there are more elements.
     */
    abstract void emit(Iterator<? extends O> elements);

    /** Fails because a user's function has thrown. Returns the result for {@link #onNext}. */
    final boolean stop(Throwable thrown) {
        done = true;
        return fail(thrown);
    }

    private void goOn() {
        if (!busy && !done) {
            resume();
        }
    }

    /** Takes the emitted elements from the budget. If it is used up, returns false and goes on in a later run. */
    final boolean spend() {
        int units = emitted;
        emitted = 0;
        boolean mayGoOn = strand.spend(units);
        paidAt = strand.slice();
        if (mayGoOn) {
            return true;
        }
        if (resume == null) {
            resume = new ActionLeaf(strand, this::goOn);
        }
        resume.wake();
        return false;
    }

    @Override
    public final boolean isDone() {
        return done || super.isDone();
    }

    @Override
    public final void onError(Throwable cause) {
        failure = cause;
        onComplete();
    }

    @Override
    public final void onComplete() {
        upstreamDone = true;
        if (iterator == null && !busy && !done) {
            end();
        }
    }

    private void end() {
        done = true;
        StreamEnd.send(downstream, failure);
    }
}
