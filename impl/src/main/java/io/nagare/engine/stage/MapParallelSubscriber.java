package io.nagare.engine.stage;

import io.nagare.One;
import io.nagare.TaskCancelledException;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.LateFailure;
import io.nagare.engine.strand.ScopedStrand;
import io.nagare.engine.strand.TaskRoot;
import io.nagare.stage.Stage;
import java.util.ArrayDeque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Maps items on strands of their own and emits the results in the order of the items. */
final class MapParallelSubscriber<I, O> extends StageSubscriber<I, O> implements StrandSubscription {

    private final Function<? super I, ? extends O> mapper;
    private final int concurrency;
    private final Strand strand;

    /** The tasks whose results have not been emitted, in the order of their items; never more than the concurrency. */
    private final ArrayDeque<Child> children = new ArrayDeque<>();

    private long demand;
    private boolean started;
    private boolean draining;
    private boolean upstreamDone;
    private boolean done;

    /** How upstream has failed. */
    private @Nullable Throwable failed;

    MapParallelSubscriber(Stage.MapParallel<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        super(downstream);
        this.mapper = stage.mapper();
        this.concurrency = stage.concurrency();
        this.strand = strand;
    }

    @Override
    public void request(long n) {
        if (done) {
            return;
        }
        demand = Demand.add(demand, n);
        if (!started) {
            started = true;
            upstream().request(concurrency);
        } else {
            drain();
        }
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            upstream().cancel();
            abortAll();
        }
    }

    private void abortAll() {
        children.forEach(Child::abort);
        children.clear();
    }

    @Override
    public boolean isDone() {
        return done || super.isDone();
    }

    @Override
    public boolean onNext(I item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        Child child = new Child(item);
        children.add(child);
        child.start();
        return true;
    }

    /** In its place: behind the results of the items before it. */
    @Override
    public void onError(Throwable cause) {
        failed = cause;
        onComplete();
    }

    @Override
    public void onComplete() {
        upstreamDone = true;
        drain();
    }

    private void drain() {
        if (draining || done) {
            return;
        }
        draining = true;
        for (Child child = children.peek(); child != null && child.isDone(); child = children.peek()) {
            Throwable failure = child.failure();
            if (failure != null) {
                draining = false;
                done = true;
                abortAll();
                fail(failure);
                return;
            }
            if (demand == 0) {
                break;
            }
            children.remove();
            if (downstream.onNext(child.takeResult())) {
                demand = Demand.subtract(demand, 1);
            }
            if (done) {
                return;
            }
            if (!upstreamDone) {
                upstream().request(1);
            }
        }
        draining = false;
        if (upstreamDone && children.isEmpty() && !done) {
            done = true;
            if (failed == null) {
                downstream.onComplete();
            } else {
                downstream.onError(failed);
            }
        }
    }

    /** One item's task; it is woken when the task has ended. */
    private final class Child extends Leaf {

        private final I item;
        private @Nullable TaskRoot<O> task;

        /** Whether the mapper has got the item. Written by the task, and read when that has ended, which its end orders. */
        private boolean mapped;

        /** Whether the result has been emitted, or given up. */
        private boolean settled;

        Child(I item) {
            super(MapParallelSubscriber.this.strand);
            this.item = item;
        }

        void start() {
            task = TaskRoot.spawn(
                    ScopedStrand.carry(One.<O>fromCallable(this::map), strand()), strand().driver(), this::wake);
        }

        private O map() {
            mapped = true;
            return notNull(mapper.apply(item), "mapParallel: the mapper");
        }

        boolean isDone() {
            return task != null && task.isDone();
        }

        @Nullable Throwable failure() {
            return task == null ? null : task.failure();
        }

        @SuppressWarnings("NullAway") // a task of this stage ends with a result or a failure
        O takeResult() {
            settled = true;
            return task.item();
        }

        void abort() {
            if (isDone()) {
                giveUp();
            } else if (task != null) {
                task.abort();
            }
        }

        private void giveUp() {
            if (settled) {
                return;
            }
            settled = true;
            Throwable failure = failure();
            if (failure != null && !(failure instanceof TaskCancelledException)) {
                LateFailure.tell(failure, strand().driver());
            }
            strand().discard(mapped && task != null ? task.item() : item);
        }

        @Override
        protected void run() {
            if (done && isDone()) {
                giveUp();
            }
            drain();
        }
    }
}
