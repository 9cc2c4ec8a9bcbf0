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
 * Emits the elements of one iterable after the other. An outer item is requested when the iterator before it has no more, so
 * nothing is kept but the iterator; elements that nobody asked for stay with their iterable.
 */
final class FlatMapIterableSubscriber<I, O> extends StageSubscriber<I, O> implements StrandSubscription {

    /** Elements between two looks at the budget. */
    private static final int SLICE = 256;

    private final Function<? super I, ? extends Iterable<? extends O>> mapper;
    private final Strand strand;
    private @Nullable Iterator<? extends O> iterator;
    private @Nullable Leaf resume;
    private long demand;

    /** Whether upstream has a unit of demand. */
    private boolean requested;

    /** Whether this is in its loop, or in the mapper; demand made meanwhile is only noted. */
    private boolean busy;

    private boolean upstreamDone;

    /** With what upstream has failed; passed on behind the elements of the items before. */
    private @Nullable Throwable failure;

    private boolean done;

    FlatMapIterableSubscriber(
            Function<? super I, ? extends Iterable<? extends O>> mapper,
            StrandSubscriber<? super O> downstream,
            Strand strand) {
        super(downstream);
        this.mapper = mapper;
        this.strand = strand;
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        if (!busy) {
            resume();
        }
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            iterator = null;
            upstream().cancel();
        }
    }

    @Override
    public boolean onNext(I item) {
        busy = true;
        try {
            Iterable<? extends O> elements = notNull(mapper.apply(item), "flatMapIterable: the mapper");
            iterator = notNull(elements.iterator(), "flatMapIterable: the iterable's iterator()");
        } catch (Throwable thrown) {
            return stop(thrown);
        }
        if (done) {
            iterator = null;
            return true;
        }
        emit();
        // The unit of demand stands if there were no more elements than downstream wants.
        requested = iterator == null && demand > 0 && !done;
        return !requested;
    }

    /** Goes on with the iterator, then with the next outer item. */
    private void resume() {
        emit();
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

    /** Emits as many elements as there is demand and budget for, and looks ahead, so that the end needs no demand. */
    private void emit() {
        busy = true;
        Iterator<? extends O> elements = iterator;
        while (elements != null && !done) {
            int left = SLICE;
            while (left > 0 && elements != null && !done) {
                elements = emitOne(elements) ? elements : null;
                left--;
            }
            if (elements != null && !done && !strand.spend(SLICE)) {
                pause();
                elements = null;
            }
        }
        busy = false;
    }

    /** Emits one element. Returns false if that is all for now: there are no more, there is no demand, or it has failed. */
    private boolean emitOne(Iterator<? extends O> elements) {
        O element;
        try {
            if (!elements.hasNext()) {
                iterator = null;
                return false;
            }
            if (demand == 0) {
                return false;
            }
            element = notNull(elements.next(), "flatMapIterable: the iterable's next()");
        } catch (Throwable thrown) {
            stop(thrown);
            return false;
        }
        if (done) {
            strand.discard(element);
        } else if (downstream.onNext(element)) {
            demand = Demand.subtract(demand, 1);
        }
        return true;
    }

    /** A function of the user's has thrown. Returns what {@link #onNext} has to return then. */
    private boolean stop(Throwable thrown) {
        iterator = null;
        if (!done) {
            done = true;
            fail(thrown);
        }
        return true;
    }

    private void pause() {
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
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        onComplete();
    }

    @Override
    public void onComplete() {
        upstreamDone = true;
        if (iterator == null) {
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
