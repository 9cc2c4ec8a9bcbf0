package io.nagare.engine.strand.crossing;

import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Source;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.engine.strand.Branches;
import io.nagare.engine.strand.Root;
import io.nagare.engine.strand.ScheduledStrand;
import io.nagare.engine.strand.Terminal;
import io.nagare.engine.strand.WaitingFor;
import io.nagare.engine.waiting.WaitList;
import io.nagare.failure.RuntimeClosedException;
import io.nagare.failure.TaskCancelledException;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * The root of a spawned strand: runs its program to the end, keeps the last item as the result, and wakes the waiters.
 * As a {@link Source} it emits the result to any number of subscribers.
 *
 * <p>Signals come on the task's strand. {@link #abort()} and the getters may be called by any thread.
 *
 * @param <T> the result
 */
public final class TaskRoot<T> extends StrandSubscriber<T> implements Root, Source<T>, Terminal {

    /** How the task ended: an item, nothing, or a failure. */
    private record Outcome<T>(@Nullable T item, @Nullable Throwable failure) {}

    /* The outcome of a task that has failed when there was no memory for another outcome. */
    private static final Outcome<?> EXHAUSTED =
            new Outcome<>(null, new TaskCancelledException("no memory was left to say why"));

    // Set once, on the strand, with release, and read with acquire: a reader sees the result whole. No stronger access
    // is needed to make sure that each waiter finds it. A waiter adds itself to the list and then reads the outcome.
    // The strand sets the outcome and then wakes the list. The list's lock orders the two, so one of them sees the
    // other.
    private static final VarHandle OUTCOME = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "outcome", VarHandle.class, TaskRoot.class, Outcome.class);

    private final ScheduledStrand strand;
    private final WaitList waiters = new WaitList();
    private final @Nullable Runnable onEnd;

    /** Whether the maker of this task takes care of the outcome, so that a failure counts as seen. */
    private final boolean watched;

    private @Nullable Publisher<? extends T> program;
    private @Nullable StrandSubscription upstream;
    private @Nullable T item;

    private volatile boolean taken;

    /** The surroundings that discard an item of an aborted task, if not the strand itself. */
    private @Nullable Strand discards;

    private volatile @Nullable Outcome<T> outcome;
    private volatile boolean aborted;

    private TaskRoot(
            Publisher<? extends T> program, Scheduler scheduler, @Nullable Runnable onEnd, boolean watched) {
        this.program = program;
        this.onEnd = onEnd;
        this.watched = watched;
        this.strand = ScheduledStrand.spawned(this, scheduler);
    }

    /** Spawns a program on a strand of its own. */
    public static <T> TaskRoot<T> spawn(Publisher<? extends T> program, Driver runtime) {
        TaskRoot<T> task = new TaskRoot<>(program, Schedulers.of(runtime), null, false);
        task.start();
        return task;
    }

    /** Spawns a program for a caller that takes care of the outcome: see {@link #watched}. */
    public static <T> TaskRoot<T> spawn(
            Publisher<? extends T> program, Driver runtime, Runnable onEnd) {
        TaskRoot<T> task = watched(program, runtime, onEnd);
        task.start();
        return task;
    }

    /**
     * Makes a task that has not started, for a caller that takes care of the outcome. A failure counts as seen. When
     * there is an outcome, {@code onEnd} is called by the thread that runs the task's strand.
     */
    public static <T> TaskRoot<T> watched(Publisher<? extends T> program, Driver runtime, Runnable onEnd) {
        return new TaskRoot<>(program, Schedulers.of(runtime), onEnd, true);
    }

    /**
     * Makes a task that has not started, for a caller that leaves its outcome to others. {@code onEnd} is called when
     * the task has ended.
     */
    public static <T> TaskRoot<T> counted(Publisher<? extends T> program, Driver runtime, Runnable onEnd) {
        return new TaskRoot<>(program, Schedulers.of(runtime), onEnd, false);
    }

    /** Starts the task. Once. */
    public void start() {
        strand.spawn();
    }

    /** Asks the task to stop at its next step. Any thread. */
    public void abort() {
        aborted = true;
        strand.wake();
    }

    @Override
    public void discardTo(Strand surroundings) {
        discards = surroundings;
    }

    @Override
    public boolean isDone() {
        return outcome != null;
    }

    /** Returns the failure of a task that has failed, else null. */
    public @Nullable Throwable failure() {
        Outcome<T> how = outcome;
        return how == null ? null : how.failure();
    }

    /** Returns the item of a task that has ended with one, else null. */
    public @Nullable T item() {
        Outcome<T> how = outcome;
        return how == null ? null : how.item();
    }

    @Override
    public void serve() {
        if (isDone()) {
            return;
        }
        if (aborted) {
            abort(aborted());
            return;
        }
        Publisher<? extends T> toStart = program;
        if (toStart != null) {
            program = null;
            try {
                strand.attach(toStart, this);
            } catch (Throwable failure) {
                abort(failure);
            }
        }
    }

    @Override
    public void abort(Throwable reason) {
        if (isDone()) {
            strand.driver().unseen(reason, "a task that has already ended");
            return;
        }
        Publisher<? extends T> unattached = program;
        program = null;
        StrandSubscription from = upstream;
        try {
            if (from != null) {
                from.cancel();
            } else if (unattached != null) {
                Branches.giveUp(unattached);
            }
            // Removed only after the calls: if one of them ran out of memory, this method is called again.
            upstream = null;
            discard(item);
        } catch (OutOfMemoryError exhausted) {
            throw exhausted;
        } catch (Throwable failure) {
            strand.driver().unseen(failure, "the cancellation of a task");
        }
        end(failed(reason));
    }

    @SuppressWarnings("unchecked") // it has no item
    private Outcome<T> failed(Throwable reason) {
        try {
            boolean closed = reason instanceof RuntimeClosedException;
            return new Outcome<>(null, closed ? new TaskCancelledException("the task's runtime was closed") : reason);
        } catch (OutOfMemoryError exhausted) {
            return (Outcome<T>) EXHAUSTED;
        }
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    private static TaskCancelledException aborted() {
        return new TaskCancelledException("the task was aborted");
    }

    /** Keeps the last item. An aborted task first offers the item to its upstream. */
    @Override
    public boolean onNext(T next) {
        if (aborted && upstream != null && upstream.takeBack(next)) {
            abort(aborted());
        } else {
            item = next;
        }
        return true;
    }

    /** Whether the item has been given to a subscriber. Any thread. */
    public boolean isTaken() {
        return taken;
    }

    /**
     * Discards the item of an ended task, because nobody will look at it. Called by the thread that learns of the end.
     */
    public void discardItem() {
        discard(item());
    }

    private void discard(@Nullable Object lost) {
        (discards == null ? strand : discards).discard(lost);
    }

    /** Ends with the failure. An earlier item is discarded, because a task has one outcome. */
    @Override
    public void onError(Throwable failure) {
        T lost = item;
        end(new Outcome<>(null, failure));
        discard(lost);
    }

    @Override
    public void onComplete() {
        end(new Outcome<>(item, null));
    }

    private void end(Outcome<T> how) {
        item = null;
        upstream = null;
        // Release: a waiter that acquires the outcome sees the item whole. The lock of the list does the rest.
        OUTCOME.setRelease(this, how);
        int woken = waiters.wakeAll();
        if (onEnd != null) {
            onEnd.run();
        }
        Throwable failure = how.failure();
        if (!watched && woken == 0 && failure != null && !wasStopped(failure)) {
            strand.driver().unseen(failure, "a task that nobody waits for");
        }
    }

    /** Whether the task was aborted or its runtime was closed, so that the failure is no news. */
    private boolean wasStopped(Throwable failure) {
        return failure instanceof TaskCancelledException
                || failure instanceof RuntimeClosedException && strand.isOfClosedRuntime();
    }

    @Override
    public void subscribe(StrandSubscriber<? super T> subscriber, Strand on) {
        Waiter<T> waiter = new Waiter<>(this, subscriber, on);
        subscriber.onSubscribe(waiter);
        waiter.run();
    }

    /** One subscription to the result. Called on the subscriber's strand. */
    private static final class Waiter<T> extends Leaf implements StrandSubscription {

        private final TaskRoot<T> task;
        private final StrandSubscriber<? super T> subscriber;
        private final WaitList.Place place = new WaitList.Place(this);
        private boolean demanded;
        private boolean emitting;
        private boolean done;

        Waiter(TaskRoot<T> task, StrandSubscriber<? super T> subscriber, Strand strand) {
            super(strand);
            this.task = task;
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            demanded = true;
            run();
        }

        @Override
        public void cancel() {
            done = true;
            task.waiters.remove(place);
        }

        @Override
        protected void run() {
            if (done) {
                return;
            }
            Outcome<T> how = outcome();
            if (how == null) {
                task.waiters.add(place);
                how = outcome();
            }
            if (how != null) {
                deliver(how);
            }
        }

        @SuppressWarnings("unchecked") // the field holds nothing else
        private @Nullable Outcome<T> outcome() {
            // Acquire pairs with the release in end(). A null read before add() may be old; the one after it is not.
            return (Outcome<T>) OUTCOME.getAcquire(task);
        }

        private void deliver(Outcome<T> how) {
            T item = how.item();
            if (emitting || (item != null && !demanded)) {
                return;
            }
            task.waiters.remove(place);
            if (how.failure() != null) {
                done = true;
                subscriber.onError(how.failure());
                return;
            }
            if (item != null) {
                emitting = true;
                task.taken = true;
                subscriber.onNext(item);
            }
            if (!done) {
                done = true;
                subscriber.onComplete();
            }
        }
    }

    @Override
    public String toString() {
        return outcome == null ? "a task that waits for " + WaitingFor.text(upstream) : "a task that has ended";
    }
}
