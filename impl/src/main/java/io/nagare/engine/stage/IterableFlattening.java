package io.nagare.engine.stage;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.util.Iterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Emits the elements of one iterable after the other. An outer item is requested when the iterator before it has no
 * more, so nothing is kept but the iterator; elements that nobody asked for stay with their iterable.
 */
abstract class IterableFlattening<I, O> extends StageSubscriber<I, O> implements StrandSubscription {

    final Function<? super I, ? extends Iterable<? extends O>> mapper;
    final Strand strand;

    /** What is left of the last iterable: null if there is no more, or while it is in the loop. */
    @Nullable Iterator<? extends O> iterator;

    private @Nullable Leaf resume;
    long demand;

    /** Whether upstream has a unit of demand. */
    boolean requested;

    /** Whether this is in its loop, or in the mapper; demand made meanwhile is only noted. */
    boolean busy;

    /** Elements that the budget has not paid for. */
    int emitted;

    /** How many those may be. */
    int paidAt;

    private boolean upstreamDone;

    /** With what upstream has failed; passed on behind the elements of the items before. */
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
     * Emits as many elements as there is demand and budget for, and looks ahead, so that the end needs no demand. Keeps
     * the iterator if there are more.
     */
    abstract void emit(Iterator<? extends O> elements);

    /** A function of the user's has thrown. Returns what {@link #onNext} has to return then. */
    final boolean stop(Throwable thrown) {
        done = true;
        return fail(thrown);
    }

    /** The budget pays for what has been emitted. Returns false if it is used up, and then goes on in a later run. */
    final boolean spend() {
        int units = emitted;
        emitted = 0;
        boolean mayGoOn = strand.spend(units);
        paidAt = strand.slice();
        if (mayGoOn) {
            return true;
        }
        if (resume == null) {
            resume = new Leaf(strand) {
                @Override
                protected void run() {
                    if (!busy && !done) {
                        resume();
                    }
                }
            };
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
        if (failure == null) {
            downstream.onComplete();
        } else {
            downstream.onError(failure);
        }
    }
}
