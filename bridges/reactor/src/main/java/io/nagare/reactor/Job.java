package io.nagare.reactor;

import io.nagare.One;
import io.nagare.TaskLocal;
import io.nagare.driver.TaskLine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * A task of Reactor that runs once or again and again. Any thread may call.
 *
 * <p>Always holds: it is among its {@link Jobs} until it has ended or was disposed of. Then it refers to the task no
 * longer, and does not begin a run.
 */
final class Job implements Scheduled, TaskLine.Timed {

    /** The period of a job that runs once. */
    static final long ONCE = -1;

    private enum State {
        /** The task has not begun its first run. */
        WAITING,
        /** The first run has begun. A periodic job remains here between its runs. */
        BEGUN,
        /** The task has begun at least one run, and begins no other. */
        ENDED,
        /** The task never ran and never will. */
        DROPPED
    }

    private final Jobs jobs;
    private final long number;
    private final long period;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    /** The task, which finds what surrounded the code that scheduled it. Null once this is over. */
    private volatile @Nullable Runnable work;

    /** Whether the time of the run has come. */
    private volatile boolean ready;

    /** When to run. Set before this is kept among those that wait, and not while it is. */
    private long due;

    /** Aborts the runtime's task that waits. */
    private final Disposable.Swap wait = Disposables.swap();

    Job(Jobs jobs, Runnable task, long number, long period) {
        this.jobs = jobs;
        this.work = TaskLocal.bound(task);
        this.number = number;
        this.period = period;
    }

    @Override
    public long due() {
        return due;
    }

    @Override
    public long number() {
        return number;
    }

    void runAt(long time) {
        due = time;
        long left = time - jobs.now();
        ready = left <= 0;
        if (ready) {
            jobs.begin(this);
            return;
        }
        jobs.keep(this);
        One<Void> later = One.delay(Duration.ofNanos(left)).then(One.fromRunnable(() -> come(time)));
        // Not update(): the task that has waited for this run is still running.
        wait.replace(jobs.runtime().spawn(later)::abort);
        // Either this thread sees that these were disposed of, or the disposing thread sees that this waits.
        if (isDisposed() || jobs.isOver()) {
            dispose();
        }
    }

    private void come(long time) {
        ready = true;
        jobs.come(this, time);
    }

    /** Runs the task, unless this is over. A failure ends this. */
    @Override
    public void run() {
        Runnable toDo = work;
        if (toDo == null || !begin()) {
            return;
        }
        try {
            toDo.run();
        } catch (Throwable failure) {
            dispose();
            jobs.runtime().driver().unseen(failure, "a task of a Reactor scheduler");
            return;
        }
        if (period == ONCE || jobs.isOver()) {
            dispose();
        } else if (!isDisposed()) {
            // Asked for when the run before is over, so one waits at most.
            runAt(due + period);
        }
    }

    private boolean begin() {
        return state.compareAndSet(State.WAITING, State.BEGUN) || state.get() == State.BEGUN;
    }

    @Override
    public void dispose() {
        if (!state.compareAndSet(State.WAITING, State.DROPPED)) {
            state.compareAndSet(State.BEGUN, State.ENDED);
        }
        work = null;
        wait.dispose();
        jobs.forget(this);
    }

    @Override
    public boolean isDisposed() {
        State now = state.get();
        return now == State.ENDED || now == State.DROPPED;
    }

    @Override
    public void runtimeClosed() {
        if (!ready) {
            dispose();
        }
    }

    /** Whether this was disposed of before its task began. */
    boolean isDropped() {
        return state.get() == State.DROPPED;
    }
}
