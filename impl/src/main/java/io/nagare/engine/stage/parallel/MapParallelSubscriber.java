package io.nagare.engine.stage.parallel;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.local.Locals;
import io.nagare.engine.queue.ClaimRing;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.scheduler.base.Schedulable;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.engine.stage.EndingSubscriber;
import io.nagare.engine.strand.ActionLeaf;
import io.nagare.engine.strand.LateFailure;
import io.nagare.engine.strand.SurroundedStrand;
import io.nagare.policy.TimeSource;
import io.nagare.stage.Stage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Maps items on several lanes at once and emits the results in the order of the items.
 *
 * <p>A lane is a task of the runtime. It claims one item after the other from the {@link ClaimRing}, and ends when
 * there is none. The strand puts items into the ring, starts lanes, and sleeps until the next result in order is there.
 *
 * <p>Always holds: there are at most as many lanes as the concurrency. One bound holds for the requested items and
 * those in the ring together: the demand, up to {@value #AHEAD}, or the concurrency if that is more.
 */
public final class MapParallelSubscriber<I, O> extends EndingSubscriber<I, O> {

    /** How many items are taken ahead if there is demand for as many. */
    private static final int AHEAD = 64;

    /** The most lanes: a runtime has at most so many workers, so more lanes would only wait for one another. */
    private static final int MOST_LANES = 1024;

    /** How long a lane maps before it lets other tasks run. With a slow function that is one item. */
    private static final long TURN_NANOS = 20_000;

    /** How many items a lane maps before it lets other tasks run, for a clock that stands still. */
    private static final int TURN_ITEMS = 256;

    /**
     * How many items are mapped between two readings of the clock, after the first ones. A reading costs as much as a
     * short function.
     */
    private static final int LOOK_ITEMS = 16;

    private final Function<? super I, ? extends O> mapper;
    private final int concurrency;
    private final Strand strand;
    private final ClaimRing<I> ring;

    /** Emits the results that are there, in order. */
    private final Leaf results;

    private long demand;

    /** How many items were requested and have not arrived. */
    private int outstanding;

    private boolean started;
    private boolean requesting;
    private boolean draining;
    private boolean upstreamDone;

    /** Upstream's failure. */
    private @Nullable Throwable failed;

    public MapParallelSubscriber(Stage.MapParallel<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        super(downstream);
        this.mapper = stage.mapper();
        this.concurrency = Math.min(stage.concurrency(), MOST_LANES);
        this.strand = strand;
        this.ring = new ClaimRing<>(Math.max(concurrency, AHEAD), concurrency);
        this.results = new ActionLeaf(strand, this::resultsCame);
    }

    private void resultsCame() {
        if (done) {
            ring.giveUp(this::giveUp);
        } else {
            drain();
        }
    }

    @Override
    public void request(long n) {
        if (done) {
            return;
        }
        demand = Demand.add(demand, n);
        if (!started) {
            started = true;
            requestMore();
        } else {
            drain();
        }
    }

    /** Requests in batches, so that each lane still has an item meanwhile. */
    private void requestMore() {
        int wanted = (int) Math.max(concurrency, Math.min(demand, AHEAD));
        int more = wanted - outstanding - ring.size();
        if (upstreamDone || more < Math.max(1, Math.min(wanted / 2, wanted - concurrency))) {
            return;
        }
        outstanding += more;
        requesting = true;
        upstream().request(more);
        requesting = false;
        startLanes();
    }

    /**
     * Discards the items that no lane has begun and the results that are there. The others follow when their lanes have
     * ended.
     */
    @Override
    protected void release() {
        for (I item = ring.revoke(); item != null; item = ring.revoke()) {
            strand.discard(item);
        }
        ring.giveUp(this::giveUp);
    }

    private void giveUp(Object outcome) {
        if (outcome instanceof MapParallelSubscriber<?, ?>.Lane lane) {
            LateFailure.tell(lane.failure(), strand.driver());
        } else {
            strand.discard(outcome);
        }
    }

    @Override
    public boolean onNext(I item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        outstanding--;
        ring.put(item);
        // Items that arrive within a request go to the lanes together. The first goes at once, because the source may
        // be slow.
        if (!requesting || ring.size() == 1) {
            startLanes();
        }
        return true;
    }

    /** Starts a lane for each unclaimed item, up to the limit, until the started lanes have claimed all. */
    private void startLanes() {
        ring.publish();
        int wanted = ring.unclaimed();
        for (int begun = 0; begun < wanted && ring.hasUnclaimed() && !done && ring.enter(); begun++) {
            Lane lane;
            try {
                lane = new Lane();
            } catch (Throwable exhausted) {
                ring.leave();
                if (!ring.hasLanes()) {
                    endWith(exhausted);
                }
                return;
            }
            lane.start();
        }
    }

    private void endWith(Throwable failure) {
        stop();
        fail(failure);
    }

    /** Fails after the results of the earlier items. */
    @Override
    public void onError(Throwable cause) {
        failed = cause;
        onComplete();
    }

    @Override
    public void onComplete() {
        upstreamDone = true;
        if (!done) {
            startLanes();
            drain();
        }
    }

    private void drain() {
        if (draining || done) {
            return;
        }
        draining = true;
        while (!done) {
            Object outcome = ring.peek();
            if (outcome == null) {
                if (ring.mustWait()) {
                    break;
                }
            } else if (outcome instanceof MapParallelSubscriber<?, ?>.Lane lane) {
                ring.remove();
                endWith(lane.failure());
            } else if (demand == 0) {
                break;
            } else {
                ring.remove();
                emit(outcome);
            }
        }
        draining = false;
        if (!done && upstreamDone && ring.size() == 0) {
            end(failed);
        }
    }

    @SuppressWarnings("unchecked") // the mapper returned it
    private void emit(Object result) {
        if (downstream.onNext((O) result)) {
            demand = Demand.subtract(demand, 1);
        }
        if (!done) {
            requestMore();
        }
    }

    /** A task that maps items, run by a worker. A lane as the outcome of an item means that the mapper has thrown. */
    private final class Lane extends Schedulable {

        private final Scheduler scheduler = Schedulers.of(strand.driver());
        // Plain: written before the exchange with which the ring takes this lane as an outcome. The strand reads it
        // after it has acquired that outcome.
        private @Nullable Throwable failure;

        void start() {
            scheduler.schedule(this);
        }

        @SuppressWarnings("NullAway") // only a lane that has failed is an outcome
        Throwable failure() {
            return failure;
        }

        @Override
        public void run() {
            Locals previous = Locals.swap(SurroundedStrand.localsOf(strand));
            boolean goesOn;
            try {
                goesOn = mapItems();
            } finally {
                Locals.swap(previous);
            }
            if (goesOn) {
                scheduler.yield(this);
            }
        }

        /** Maps items. Returns true if other tasks should have their turn, and false if the lane has ended. */
        private boolean mapItems() {
            TimeSource time = scheduler.time();
            long begun = time.nanoTime();
            int items = 0;
            // When the runtime has been closed, the strand is shut down and discards the items.
            while (failure == null && !scheduler.isClosed()) {
                long ticket = ring.claim();
                if (ticket == ClaimRing.NONE) {
                    if (ring.leaveIfIdle()) {
                        return false;
                    }
                    continue;
                }
                boolean awaited = ring.complete(ticket, map(ring.item(ticket)));
                if (awaited) {
                    results.wake();
                }
                if (Thread.currentThread().isInterrupted()) {
                    // The mapper has interrupted the thread. The worker clears that between two tasks, so that the next
                    // item is not interrupted.
                    return true;
                }
                items++;
                boolean looks = awaited || items % LOOK_ITEMS == 0 || Integer.bitCount(items) == 1;
                if (looks && (items >= TURN_ITEMS || time.nanoTime() - begun > TURN_NANOS) && ring.hasUnclaimed()) {
                    return true;
                }
            }
            ring.leave();
            return false;
        }

        private Object map(I item) {
            try {
                return notNull(mapper.apply(item), "mapParallel: the mapper");
            } catch (Throwable thrown) {
                failure = thrown;
                return this;
            }
        }

        /** Never called: a lane never waits, so it is not in the list of live strands. */
        @Override
        public void shutDown() {}
    }
}
