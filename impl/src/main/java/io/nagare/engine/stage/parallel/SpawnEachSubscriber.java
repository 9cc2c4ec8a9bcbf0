package io.nagare.engine.stage.parallel;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.Owned;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.stage.EndingSubscriber;
import io.nagare.engine.strand.Discard;
import io.nagare.engine.strand.SurroundedStrand;
import io.nagare.engine.strand.crossing.TaskRoot;
import io.nagare.failure.TaskCancelledException;
import io.nagare.stage.Stage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Spawns a task for each item. The mapper runs in the task, so its failure ends that task alone. The item is discarded
 * if its task fails or is aborted, begun or not. An {@link Owned} item is also told when its task has completed. Called
 * on the strand, but for {@link Child#ended}.
 */
public final class SpawnEachSubscriber<I> extends EndingSubscriber<I, Void> {

    private final Function<? super I, ? extends Publisher<?>> mapper;
    private final int concurrency;
    private final Strand strand;
    private @Nullable Child newest;
    private boolean started;
    private boolean upstreamDone;
    private @Nullable Throwable failure;

    public SpawnEachSubscriber(Stage.SpawnEach<I> stage, StrandSubscriber<? super Void> downstream, Strand strand) {
        super(downstream);
        this.mapper = stage.mapper();
        this.concurrency = stage.concurrency();
        this.strand = strand;
    }

    @Override
    public void request(long n) {
        if (!started && !done) {
            started = true;
            upstream().request(concurrency);
        }
    }

    /** Aborts the running tasks. */
    @Override
    protected void release() {
        for (Child child = newest; child != null; child = newest) {
            child.unlink();
            child.abort();
        }
    }

    @Override
    public boolean onNext(I item) {
        if (done) {
            strand.discard(item);
            return true;
        }
        Child child;
        try {
            child = new Child(item);
        } catch (Throwable failure) {
            // For example, there was no memory for a task. The item did not use its unit of demand, so others follow.
            strand.discard(item);
            strand.driver().unseen(failure, "the start of a task of spawnEach");
            return false;
        }
        child.older = newest;
        if (newest != null) {
            newest.newer = child;
        }
        newest = child;
        child.task.start();
        return true;
    }

    /** Fails when all running tasks have ended. They are not aborted. */
    @Override
    public void onError(Throwable cause) {
        failure = cause;
        onComplete();
    }

    @Override
    public void onComplete() {
        upstreamDone = true;
        endIfIdle();
    }

    private void endIfIdle() {
        if (newest == null) {
            end(failure);
        }
    }

    /** One task, and the leaf that is woken when the task has ended. */
    private final class Child extends Leaf {

        private @Nullable Child older;
        private @Nullable Child newer;
        private final TaskRoot<Void> task;

        /** Whether the end of the task has been handled. */
        private boolean over;

        /** Makes a task that has not started. */
        Child(I item) {
            super(SpawnEachSubscriber.this.strand);
            Publisher<Void> program = Many.defer(
                            () -> requireNonNull(mapper.apply(item), "spawnEach: the mapper returned null"))
                    .then();
            task = TaskRoot.watched(SurroundedStrand.carry(program, strand()), strand().driver(), () -> ended(item));
        }

        /** Called by the thread that ran the task. Only a task that has completed has used its item. */
        private void ended(I item) {
            try {
                if (task.failure() != null) {
                    strand().discard(item);
                } else if (item instanceof Owned owned) {
                    Discard.ownerEnded(owned, true, strand().driver());
                }
            } finally {
                wake();
            }
        }

        void abort() {
            task.abort();
        }

        @Override
        protected void run() {
            if (over || !task.isDone()) {
                return;
            }
            over = true;
            report(task.failure());
            if (done) {
                return;
            }
            unlink();
            if (upstreamDone) {
                endIfIdle();
            } else {
                upstream().request(1);
            }
        }

        /**
         * Reports a task's failure. Never throws: a task that ran out of memory must not end the stream that it came
         * from.
         */
        private void report(@Nullable Throwable cause) {
            if (cause != null && !(cause instanceof TaskCancelledException)) {
                try {
                    strand().driver().unseen(cause, "a task of spawnEach");
                } catch (OutOfMemoryError noText) {
                    // The first use of a literal allocates its string.
                }
            }
        }

        private void unlink() {
            if (newer == null) {
                newest = older;
            } else {
                newer.older = older;
            }
            if (older != null) {
                older.newer = newer;
            }
            // A child that is still referred to must not keep its former neighbours alive.
            older = null;
            newer = null;
        }
    }
}
